using Maestro.Modules.Access.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.SignIn;

/// <summary>A session or a personal API token. Its secret is never stored, only the digest of it.</summary>
internal sealed class TokenRow
{
    public const string Session = "session";
    public const string Api = "api";

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary><see cref="Session"/> or <see cref="Api"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The public part, by which the row is found.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the secret part.</summary>
    public required byte[] Hash { get; init; }

    public string? Name { get; init; }

    /// <summary><c>read</c>, <c>write</c> or <c>admin</c>; a session has all that its user has.</summary>
    public required string Scope { get; init; }

    /// <summary>The team that a session acts for on pages; the API says it per request.</summary>
    public Guid? TeamId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public string? LastIp { get; set; }

    public string? UserAgent { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class TokenTable : IEntityTypeConfiguration<TokenRow>
{
    public void Configure(EntityTypeBuilder<TokenRow> table)
    {
        table.ToTable("tokens", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.Prefix).IsUnique();
        table.HasIndex(row => row.UserId);
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
