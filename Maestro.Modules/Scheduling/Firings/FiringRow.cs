using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Scheduling.Firings;

/// <summary>A firing as it is stored.</summary>
internal sealed class FiringRow
{
    public required Guid Id { get; init; }
    public required Guid ScheduleId { get; init; }
    public required string Cause { get; init; }
    public required string Status { get; set; }
    public required DateTimeOffset PlannedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public int Attempt { get; init; } = 1;

    /// <summary>How often the process that ran it has died.</summary>
    public int Losses { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The process that has taken it.</summary>
    public Guid? Worker { get; set; }
    public Guid? RunId { get; set; }
    public string? Message { get; set; }
    public string? AskedBy { get; init; }
    public Guid? ParentId { get; init; }

    /// <summary>Schedules that the chain has come through, this one not among them.</summary>
    public Guid[] Visited { get; init; } = [];

    internal Firing Seen() => new()
    {
        Id = Id, Schedule = ScheduleId, Cause = FiringWords.Cause(Cause), Status = FiringWords.Status(Status), PlannedAt = PlannedAt, DueAt = DueAt, StartedAt = StartedAt, EndedAt = EndedAt,
        Attempt = Attempt, Run = RunId, Message = Message, AskedBy = AskedBy, Parent = ParentId,
    };
}

internal sealed class FiringTable : IEntityTypeConfiguration<FiringRow>
{
    public void Configure(EntityTypeBuilder<FiringRow> table)
    {
        table.ToTable("firings", "scheduling");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        // Whatever two schedulers think, one time of one schedule is one firing.
        table.HasIndex(row => new { row.ScheduleId, row.PlannedAt }, "ix_firings_once").IsUnique().HasFilter("cause = 'schedule'");
        table.HasIndex(row => new { row.ScheduleId, row.Id }, "ix_firings_schedule");
        table.HasIndex(row => row.DueAt, "ix_firings_open").HasFilter("status in ('waiting', 'starting', 'running')");
        table.HasIndex(row => row.RunId, "ix_firings_run").HasFilter("run_id is not null");
    }
}

/// <summary>What the machine knows of a schedule, as it is stored.</summary>
internal sealed class ScheduleStateRow
{
    public required Guid ScheduleId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Runs { get; set; }
    public int Failures { get; set; }
    public DateTimeOffset? PausedAt { get; set; }
    public string? PausedReason { get; set; }
    public Guid? LastFiringId { get; set; }
}

internal sealed class ScheduleStateTable : IEntityTypeConfiguration<ScheduleStateRow>
{
    public void Configure(EntityTypeBuilder<ScheduleStateRow> table)
    {
        table.ToTable("schedule_states", "scheduling");
        table.HasKey(row => row.ScheduleId);
        table.Property(row => row.ScheduleId).ValueGeneratedNever();
    }
}

/// <summary>Words of firings.</summary>
internal static class FiringWords
{
    internal const string Waiting = "waiting";
    internal const string Starting = "starting";
    internal const string Running = "running";

    internal static readonly string[] Open = [Waiting, Starting, Running];

    internal static string Of(FiringCause cause) => cause.ToString().ToLowerInvariant();

    internal static string Of(FiringStatus status) => status.ToString().ToLowerInvariant();

    internal static FiringCause Cause(string word) => Enum.Parse<FiringCause>(word, ignoreCase: true);

    internal static FiringStatus Status(string word) => Enum.Parse<FiringStatus>(word, ignoreCase: true);
}
