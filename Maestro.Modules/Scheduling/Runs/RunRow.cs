using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>A run as it is stored.</summary>
internal sealed class RunRow
{
    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required string Status { get; set; }
    public required Guid MakerId { get; init; }
    public required string MakerName { get; init; }

    /// <summary>The API token that it was asked for with.</summary>
    public Guid? TokenId { get; init; }
    public Guid? Target { get; init; }

    /// <summary>The process that works it off; whose heartbeat this is.</summary>
    public required Guid Worker { get; init; }
    public required DateTimeOffset HeartbeatAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Who asked it to stop.</summary>
    public string? StopBy { get; set; }
    public string Step { get; set; } = "";
    public long Done { get; set; }
    public long? Total { get; set; }
    public string? Message { get; set; }
    public Guid? PlanId { get; set; }
    public string Counts { get; set; } = "{}";
    public string Arguments { get; init; } = "{}";
    public string? Problem { get; set; }
    public string Log { get; set; } = "[]";
}

internal sealed class RunTable : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> table)
    {
        table.ToTable("runs", "scheduling");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Counts).HasColumnType("jsonb");
        table.Property(row => row.Arguments).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        table.Property(row => row.Problem).HasColumnType("jsonb");
        table.Property(row => row.Log).HasColumnType("jsonb");
        table.HasIndex(row => new { row.MakerId, row.Id });
        table.HasIndex(row => new { row.Target, row.Id }).HasFilter("target is not null");
        table.HasIndex(row => row.HeartbeatAt).HasFilter("status in ('queued', 'running')");
    }
}

/// <summary>A part of a run as it is stored.</summary>
internal sealed class RunPartRow
{
    public required Guid RunId { get; init; }
    public required int Place { get; init; }
    public required string Task { get; init; }
    public required string Resource { get; init; }
    public required string Scope { get; init; }
    public required string Status { get; set; }
    public long Seen { get; set; }
    public long Created { get; set; }
    public long Changed { get; set; }
    public long Missing { get; set; }
    public long Gone { get; set; }
    public Guid? PlanId { get; set; }
    public string? Message { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

internal sealed class RunPartTable : IEntityTypeConfiguration<RunPartRow>
{
    public void Configure(EntityTypeBuilder<RunPartRow> table)
    {
        table.ToTable("run_parts", "scheduling");
        table.HasKey(row => new { row.RunId, row.Place });
        table.HasOne<RunRow>().WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
