using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Inventory.Records;

/// <summary>A plan that waits to be reviewed and applied.</summary>
internal sealed class StoredPlanRow
{
    public Guid Id { get; set; }
    public Guid MakerId { get; set; }

    /// <summary>The API token that it was made with.</summary>
    public Guid? TokenId { get; set; }
    public string Title { get; set; } = "";
    public string Origin { get; set; } = "{}";
    public string Counts { get; set; } = "{}";

    /// <summary>What is not one row's: sightings to move, conflicts found, the change set undone.</summary>
    public string Extra { get; set; } = "{}";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public Guid? ChangeSetId { get; set; }
}

internal sealed class StoredPlanTable : IEntityTypeConfiguration<StoredPlanRow>
{
    public void Configure(EntityTypeBuilder<StoredPlanRow> table)
    {
        table.ToTable("plans", "inventory");
        table.Property(row => row.Origin).HasColumnType("jsonb");
        table.Property(row => row.Counts).HasColumnType("jsonb");
        table.Property(row => row.Extra).HasColumnType("jsonb");
        table.HasIndex(row => row.ExpiresAt, "ix_plans_expires");
        table.HasIndex(row => new { row.MakerId, row.CreatedAt }, "ix_plans_maker");
    }
}

/// <summary>One row of a stored plan: what is shown, and the whole after-state that applying writes.</summary>
internal sealed class StoredPlanLine
{
    public Guid PlanId { get; set; }
    public int Place { get; set; }
    public string Action { get; set; } = "";
    public string Kind { get; set; } = "";
    public Guid RecordId { get; set; }
    public string Name { get; set; } = "";
    public string Shown { get; set; } = "{}";
    public string? Work { get; set; }
}

internal sealed class StoredPlanLineTable : IEntityTypeConfiguration<StoredPlanLine>
{
    public void Configure(EntityTypeBuilder<StoredPlanLine> table)
    {
        table.ToTable("plan_rows", "inventory");
        table.HasKey(row => new { row.PlanId, row.Place });
        table.Property(row => row.Shown).HasColumnType("jsonb");
        table.HasOne<StoredPlanRow>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(row => new { row.PlanId, row.Action, row.Place }, "ix_plan_rows_action");
    }
}

/// <summary>A saved view of a list: a query with a name, private or shared with a team.</summary>
internal sealed class ViewRow
{
    public Guid Id { get; set; }
    public string Kind { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>Query string of the list page.</summary>
    public string Query { get; set; } = "";
    public Guid OwnerId { get; set; }

    /// <summary>The team it is shared with, or null for private.</summary>
    public Guid? TeamId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class ViewTable : IEntityTypeConfiguration<ViewRow>
{
    public void Configure(EntityTypeBuilder<ViewRow> table)
    {
        table.ToTable("views", "inventory");
        table.HasIndex(row => new { row.Kind, row.OwnerId }, "ix_views_owner");
        table.HasIndex(row => row.TeamId, "ix_views_team").HasFilter("team_id is not null");
    }
}
