using Maestro.Modules.Access.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Who somebody is elsewhere: an account at the provider or in the directory, tied to a user for good.</summary>
internal sealed class IdentityRow
{
    /// <summary>At the provider: the issuer of its tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>What the issuer calls the person; never an e-mail address.</summary>
    public required string Subject { get; init; }

    public required Guid UserId { get; init; }

    /// <summary><c>oidc</c> or <c>ldap</c>.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSignInAt { get; set; }
}

internal sealed class IdentityTable : IEntityTypeConfiguration<IdentityRow>
{
    public void Configure(EntityTypeBuilder<IdentityRow> table)
    {
        table.ToTable("outside_identities", "access");
        table.HasKey(row => new { row.Issuer, row.Subject });
        table.Property(row => row.Source).HasMaxLength(16);
        table.HasIndex(row => row.UserId);
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
