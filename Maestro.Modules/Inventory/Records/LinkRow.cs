using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Inventory.Records;

/// <summary>An edge, derived from a reference in the same transaction; the relation's name follows from Kind and path.</summary>
internal sealed class LinkRow
{
    public Guid SourceId { get; set; }

    /// <summary>Field that holds the reference: <c>applications</c>.</summary>
    public string Path { get; set; } = "";

    /// <summary>Place among the references of that field.</summary>
    public int Place { get; set; }
    public Guid TargetId { get; set; }

    /// <summary>Fields of the edge itself, such as a protocol.</summary>
    public string Fields { get; set; } = "{}";
}

internal sealed class LinkTable : IEntityTypeConfiguration<LinkRow>
{
    public void Configure(EntityTypeBuilder<LinkRow> table)
    {
        table.ToTable("links", "inventory");
        table.HasKey(row => new { row.SourceId, row.Path, row.Place });
        table.Property(row => row.Fields).HasColumnType("jsonb");
        table.HasOne<RecordRow>().WithMany().HasForeignKey(row => row.SourceId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<RecordRow>().WithMany().HasForeignKey(row => row.TargetId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(row => new { row.TargetId, row.Path }, "ix_links_target");
    }
}

/// <summary>A key by which a source's draft finds its record: <c>uid:i-0abc</c>, <c>ip:datacenter:10.0.0.1</c>.</summary>
internal sealed class IdentityRow
{
    public string Root { get; set; } = "";
    public string Key { get; set; } = "";
    public Guid RecordId { get; set; }
}

internal sealed class IdentityTable : IEntityTypeConfiguration<IdentityRow>
{
    public void Configure(EntityTypeBuilder<IdentityRow> table)
    {
        table.ToTable("identities", "inventory");
        table.HasKey(row => new { row.Root, row.Key, row.RecordId });
        table.HasOne<RecordRow>().WithMany().HasForeignKey(row => row.RecordId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(row => row.RecordId, "ix_identities_record");
    }
}
