using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.People;

/// <summary>A user's membership of a team. Its level caps what a grant to the team gives the user.</summary>
internal sealed class TeamMemberRow
{
    public required Guid TeamId { get; init; }

    public required Guid UserId { get; init; }

    public required Level Level { get; set; }

    /// <summary>What keeps this membership, <c>oidc</c> or <c>ldap</c>, and may take it back; null for one made by hand.</summary>
    public string? Source { get; set; }
}

internal sealed class TeamMemberTable : IEntityTypeConfiguration<TeamMemberRow>
{
    public void Configure(EntityTypeBuilder<TeamMemberRow> table)
    {
        table.ToTable("team_members", "access");
        table.HasKey(row => new { row.TeamId, row.UserId });
        table.HasIndex(row => row.UserId);
        table.Property(row => row.Level).HasConversion<short>();
        table.HasOne<TeamRow>().WithMany().HasForeignKey(row => row.TeamId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
