using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>A call of a webhook as it is stored.</summary>
internal sealed class DeliveryRow
{
    public required Guid Id { get; init; }
    public required Guid ScheduleId { get; init; }
    public Guid? FiringId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Method { get; init; }
    public required string Url { get; init; }
    public int? Status { get; init; }
    public required int Milliseconds { get; init; }
    public string? Response { get; init; }
    public string? Error { get; init; }

    internal Delivery Seen() => new()
    {
        Id = Id, Schedule = ScheduleId, Firing = FiringId, At = At, Method = Method, Url = Url, Status = Status, Milliseconds = Milliseconds, Response = Response, Error = Error,
    };
}

internal sealed class DeliveryTable : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> table)
    {
        table.ToTable("deliveries", "scheduling");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.ScheduleId, row.Id }, "ix_deliveries_schedule");
        table.HasIndex(row => row.At, "ix_deliveries_at");
    }
}
