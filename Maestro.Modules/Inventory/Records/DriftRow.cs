using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Inventory.Records;

/// <summary>How a record stands between what is declared and what is seen; written with whatever moves it, so that lists need not compare.</summary>
internal sealed class DriftRow
{
    public Guid RecordId { get; set; }
    public string Root { get; set; } = "";
    public string Status { get; set; } = "";

    /// <summary>Leaves that differ: <c>{"cpu": {"terraform": 2, "aws": 4}}</c>.</summary>
    public string Differences { get; set; } = "{}";
}

internal sealed class DriftTable : IEntityTypeConfiguration<DriftRow>
{
    public void Configure(EntityTypeBuilder<DriftRow> table)
    {
        table.ToTable("drift", "inventory");
        table.HasKey(row => row.RecordId);
        table.Property(row => row.Differences).HasColumnType("jsonb");
        table.HasOne<RecordRow>().WithOne().HasForeignKey<DriftRow>(row => row.RecordId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(row => new { row.Root, row.Status, row.RecordId }, "ix_drift_root_status");
    }
}

/// <summary>A Kind that a cloud has been listed for completely, and where.</summary>
internal sealed class ListingRow
{
    public Guid OriginId { get; set; }
    public string Kind { get; set; } = "";

    /// <summary>Code of a region; empty for all of the origin's datacenter.</summary>
    public string Place { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

internal sealed class ListingTable : IEntityTypeConfiguration<ListingRow>
{
    public void Configure(EntityTypeBuilder<ListingRow> table)
    {
        table.ToTable("listings", "inventory");
        table.HasKey(row => new { row.OriginId, row.Kind, row.Place });
        table.HasOne<OriginRow>().WithMany().HasForeignKey(row => row.OriginId).OnDelete(DeleteBehavior.Cascade);
    }
}
