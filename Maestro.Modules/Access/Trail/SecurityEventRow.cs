using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.Trail;

/// <summary>An event of the security trail. The database itself refuses to change or delete one.</summary>
internal sealed class SecurityEventRow
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public string? Address { get; init; }
    public required string Action { get; init; }
    public required bool Succeeded { get; init; }
    public string? TargetType { get; init; }
    public Guid? TargetId { get; init; }
    public string? TargetName { get; init; }
    public required string Detail { get; init; }
}

internal sealed class SecurityEventTable : IEntityTypeConfiguration<SecurityEventRow>
{
    public void Configure(EntityTypeBuilder<SecurityEventRow> table)
    {
        table.ToTable("security_events", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Detail).HasColumnType("jsonb");
        table.HasIndex(row => new { row.ActorId, row.Id });
        table.HasIndex(row => new { row.TargetId, row.Id });
        table.HasIndex(row => new { row.Action, row.Id });
    }
}
