using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Kernel;

/// <summary>One applied plan: who, when, from where, why. Written by Inventory, read by Audit.</summary>
internal sealed class ChangeSetRow
{
    public Guid Id { get; set; }
    public DateTimeOffset At { get; set; }
    public Guid ActorId { get; set; }
    public string ActorName { get; set; } = "";
    public Guid? TeamId { get; set; }

    /// <summary>True when only the administrator role allowed it.</summary>
    public bool AsAdmin { get; set; }

    /// <summary>Provider of the origin: <c>person</c>, <c>terraform</c> …</summary>
    public string Source { get; set; } = "";
    public string SourceName { get; set; } = "";

    /// <summary>What it was: the plan's title.</summary>
    public string Title { get; set; } = "";
    public string? Reason { get; set; }
    public Guid? PlanId { get; set; }
    public Guid? Undoes { get; set; }
    public string Counts { get; set; } = "{}";
}

internal sealed class ChangeSetTable : IEntityTypeConfiguration<ChangeSetRow>
{
    public void Configure(EntityTypeBuilder<ChangeSetRow> table)
    {
        table.ToTable("change_sets", "audit");
        table.Property(row => row.Counts).HasColumnType("jsonb");
        table.HasIndex(row => new { row.At, row.Id }, "ix_change_sets_at").IsDescending();
        table.HasIndex(row => row.Undoes, "ix_change_sets_undoes").HasFilter("undoes is not null");
    }
}

/// <summary>
/// One record's before and after within a change set, valid from then until the next: audit log, version history and
/// feed in one. Append-only but for <see cref="ValidTo"/>.
/// </summary>
internal sealed class ChangeRow
{
    public long Id { get; set; }
    public Guid ChangeSetId { get; set; }
    public Guid RecordId { get; set; }
    public string Kind { get; set; } = "";
    public string Root { get; set; } = "";
    public string Name { get; set; } = "";
    public string Action { get; set; } = "";

    /// <summary><c>[{path, before, after}]</c>.</summary>
    public string Diff { get; set; } = "[]";

    /// <summary>The whole document after the change.</summary>
    public string After { get; set; } = "{}";
    public string State { get; set; } = "";

    /// <summary>Pins before, of the leaves whose pin moved: what undo needs.</summary>
    public string HandBefore { get; set; } = "{}";
    public int Version { get; set; }
    public DateTimeOffset ValidFrom { get; set; }
    public DateTimeOffset ValidTo { get; set; }

    /// <summary>The writing transaction, so that a reader of the feed never skips one that commits late.</summary>
    public ulong Tx { get; set; }
}

internal sealed class ChangeTable : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> table)
    {
        table.ToTable("changes", "audit");
        table.Property(row => row.Diff).HasColumnType("jsonb");
        table.Property(row => row.After).HasColumnType("jsonb");
        table.Property(row => row.HandBefore).HasColumnType("jsonb");
        table.Property(row => row.ValidTo).HasDefaultValueSql("'infinity'");
        table.Property(row => row.Tx).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        table.HasOne<ChangeSetRow>().WithMany().HasForeignKey(row => row.ChangeSetId);
        table.HasIndex(row => new { row.RecordId, row.ValidFrom }, "ix_changes_record").IsDescending(false, true);
        table.HasIndex(row => row.RecordId, "ix_changes_current").HasFilter("valid_to = 'infinity'").IsUnique();
        table.HasIndex(row => new { row.Root, row.ValidFrom, row.RecordId }, "ix_changes_closed").IsDescending(false, true, true).HasFilter("valid_to < 'infinity'");
        table.HasIndex(row => new { row.Root, row.ValidTo }, "ix_changes_ended").HasFilter("valid_to < 'infinity'");
        table.HasIndex(row => row.ChangeSetId, "ix_changes_set");
        table.HasIndex(row => new { row.Tx, row.Id }, "ix_changes_feed");
    }
}
