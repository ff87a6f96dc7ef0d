using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.Accounts;

/// <summary>An invitation. Only the digest of its secret is stored.</summary>
internal sealed class InvitationRow
{
    public required Guid Id { get; init; }

    /// <summary>The team it leads into; null for one into Maestro only.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>The address it is for, as it is compared; null when whoever has the link may accept.</summary>
    public string? Email { get; init; }

    public required Level Level { get; init; }

    public required byte[] Hash { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public Guid? AcceptedBy { get; set; }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<InvitationRow>
{
    public void Configure(EntityTypeBuilder<InvitationRow> table)
    {
        table.ToTable("invitations", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.Hash).IsUnique();
        table.HasIndex(row => row.TeamId);
        table.HasOne<TeamRow>().WithMany().HasForeignKey(row => row.TeamId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.CreatedBy).OnDelete(DeleteBehavior.Cascade);
    }
}
