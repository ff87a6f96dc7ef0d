using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>That a run has ended, or a schedule was paused: written in the same transaction, and followed by its own (see Audit's feed).</summary>
internal sealed class EndingRow
{
    public long Id { get; init; }
    public ulong Tx { get; init; }

    /// <summary>The run that has ended; of a pause, the one that failed last.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The schedule that was paused; null where a run has ended.</summary>
    public Guid? ScheduleId { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class EndingTable : IEntityTypeConfiguration<EndingRow>
{
    public void Configure(EntityTypeBuilder<EndingRow> table)
    {
        table.ToTable("endings", "scheduling");
        table.HasKey(row => row.Id);
        table.Property(row => row.Tx).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        table.HasIndex(row => new { row.Tx, row.Id }, "ix_endings_feed");
        table.HasIndex(row => row.At, "ix_endings_at");
    }
}
