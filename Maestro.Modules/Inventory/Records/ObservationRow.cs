using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Inventory.Records;

/// <summary>A source as a record's provenance names it.</summary>
internal sealed class OriginRow
{
    public Guid Id { get; set; }
    public string Provider { get; set; } = "";
    public string Key { get; set; } = "";
    public string Name { get; set; } = "";
    public string OwnerType { get; set; } = "user";
    public Guid OwnerId { get; set; }
    public Guid? DatacenterId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class OriginTable : IEntityTypeConfiguration<OriginRow>
{
    public void Configure(EntityTypeBuilder<OriginRow> table)
    {
        table.ToTable("origins", "inventory");
        table.HasIndex(row => new { row.Provider, row.Key, row.OwnerType, row.OwnerId }, "ix_origins_key").IsUnique();
    }
}

/// <summary>Serial of the newest state of a lineage that an origin has brought.</summary>
internal sealed class SerialRow
{
    public required Guid OriginId { get; init; }
    public required string Lineage { get; init; }
    public long Serial { get; set; }
}

internal sealed class SerialTable : IEntityTypeConfiguration<SerialRow>
{
    public void Configure(EntityTypeBuilder<SerialRow> table)
    {
        table.ToTable("serials", "inventory");
        table.HasKey(row => new { row.OriginId, row.Lineage });
        table.HasOne<OriginRow>().WithMany().HasForeignKey(row => row.OriginId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>What one source says of one record; replaced whole when its digest changes.</summary>
internal sealed class ObservationRow
{
    public Guid OriginId { get; set; }
    public string ExternalId { get; set; } = "";
    public Guid RecordId { get; set; }

    /// <summary>SHA-256 over Kind, fields and keys: equal means nothing to do.</summary>
    public byte[] Digest { get; set; } = [];
    public string Observed { get; set; } = "{}";
    public string[] Keys { get; set; } = [];

    /// <summary>Provider ids of other things it points at, so that a target found later completes the link.</summary>
    public string[] Wants { get; set; } = [];
    public string? Raw { get; set; }
    public string Scope { get; set; } = "";
    public DateTimeOffset FirstSeen { get; set; }
}

internal sealed class ObservationTable : IEntityTypeConfiguration<ObservationRow>
{
    public void Configure(EntityTypeBuilder<ObservationRow> table)
    {
        table.ToTable("observations", "inventory");
        table.HasKey(row => new { row.OriginId, row.ExternalId });
        table.Property(row => row.Observed).HasColumnType("jsonb");
        table.Property(row => row.Raw).HasColumnType("jsonb");
        table.HasOne<OriginRow>().WithMany().HasForeignKey(row => row.OriginId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<RecordRow>().WithMany().HasForeignKey(row => row.RecordId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(row => row.RecordId, "ix_observations_record");
        table.HasIndex(row => row.Wants, "ix_observations_wants").HasMethod("gin").HasFilter("wants <> '{}'").HasStorageParameter("fastupdate", false);
    }
}

/// <summary>When a source last saw a record. Narrow, because it moves with every crawl while nothing else does.</summary>
internal sealed class SightingRow
{
    public Guid OriginId { get; set; }
    public string ExternalId { get; set; } = "";
    public Guid RecordId { get; set; }
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>Complete runs since then that did not see it.</summary>
    public short Missed { get; set; }
}

internal sealed class SightingTable : IEntityTypeConfiguration<SightingRow>
{
    public void Configure(EntityTypeBuilder<SightingRow> table)
    {
        table.ToTable("sightings", "inventory");
        // Every crawl moves every row: with room beside it a row moves within its page, and no index is touched.
        table.HasStorageParameter("fillfactor", 70);
        table.HasKey(row => new { row.OriginId, row.ExternalId });
        table.HasIndex(row => row.RecordId, "ix_sightings_record");
    }
}

/// <summary>Two records that may be one thing; a person merges or dismisses it.</summary>
internal sealed class ConflictRow
{
    public Guid Id { get; set; }
    public string Kind { get; set; } = "";
    public Guid RecordId { get; set; }
    public Guid OtherId { get; set; }
    public string Reason { get; set; } = "";
    public DateTimeOffset FoundAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
}

internal sealed class ConflictTable : IEntityTypeConfiguration<ConflictRow>
{
    public void Configure(EntityTypeBuilder<ConflictRow> table)
    {
        table.ToTable("conflicts", "inventory");
        table.HasIndex(row => new { row.RecordId, row.OtherId }, "ix_conflicts_pair").IsUnique();
        table.HasOne<RecordRow>().WithMany().HasForeignKey(row => row.RecordId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<RecordRow>().WithMany().HasForeignKey(row => row.OtherId).OnDelete(DeleteBehavior.Cascade);
    }
}
