using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.Grants;

/// <summary>A grant on a record. Written by Inventory's record writer with the record's version, never alone.</summary>
internal sealed class GrantRow
{
    public required Guid RecordId { get; init; }

    /// <summary><c>user</c> or <c>team</c>.</summary>
    public required string SubjectType { get; init; }

    public required Guid SubjectId { get; init; }

    public required short Level { get; init; }
}

internal sealed class GrantTable : IEntityTypeConfiguration<GrantRow>
{
    public void Configure(EntityTypeBuilder<GrantRow> table)
    {
        table.ToTable("grants", "access");
        table.HasKey(row => new { row.RecordId, row.SubjectId });
        table.HasIndex(row => row.SubjectId);
        table.Property(row => row.SubjectType).HasMaxLength(8);
    }
}
