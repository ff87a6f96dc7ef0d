using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Inventory.Records;

/// <summary>A record: its effective document, who may read it, and what the lists filter by.</summary>
internal sealed class RecordRow
{
    public Guid Id { get; set; }
    public string Kind { get; set; } = "";

    /// <summary>The Kind at the end of the extends chain, so that families are listed together.</summary>
    public string Root { get; set; } = "";
    public string Name { get; set; } = "";
    public string State { get; set; } = "present";
    public bool Active { get; set; } = true;
    public string OwnerType { get; set; } = "user";
    public Guid OwnerId { get; set; }

    /// <summary>Ids of every user and team with a grant: kept beside the grants, in the same transaction, for one indexed test.</summary>
    public Guid[] Readers { get; set; } = [];

    /// <summary>The effective document; references hold ids only.</summary>
    public string Doc { get; set; } = "{}";

    /// <summary>What people set, by leaf: <c>{"os.dist": {"v": …, "by": …, "at": …}}</c>; a null value pins absence.</summary>
    public string Hand { get; set; } = "{}";

    /// <summary><c>key</c> and <c>key=value</c> of every tag, lower case keys as they are: for GIN, whose statistics jsonb lacks.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Lower-case values of the searchable fields.</summary>
    public string Search { get; set; } = "";
    public int Version { get; set; } = 1;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public Guid? MergedInto { get; set; }
}

internal sealed class RecordTable : IEntityTypeConfiguration<RecordRow>
{
    public void Configure(EntityTypeBuilder<RecordRow> table)
    {
        table.ToTable("records", "inventory");
        table.Property(row => row.Doc).HasColumnType("jsonb");
        table.Property(row => row.Hand).HasColumnType("jsonb");
        table.HasIndex(row => new { row.Root, row.UpdatedAt, row.Id }, "ix_records_root_updated").IsDescending(false, true, true);
        table.HasIndex(row => new { row.Kind, row.UpdatedAt, row.Id }, "ix_records_kind_updated").IsDescending(false, true, true).HasFilter("kind <> root");
        table.HasIndex(row => row.Readers, "ix_records_readers").HasMethod("gin");
        table.HasIndex(row => row.Tags, "ix_records_tags").HasMethod("gin");
        table.HasIndex(row => row.Search, "ix_records_search").HasMethod("gin").HasOperators("gin_trgm_ops");
        table.HasIndex(row => row.MergedInto, "ix_records_merged_into").HasFilter("merged_into is not null");
    }
}
