using Maestro.Modules.Access.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.SignIn;

/// <summary>A session, a personal API token, or one of a team's service. Its secret is never stored, only the digest of it.</summary>
internal sealed class TokenRow
{
    public const string Session = "session";
    public const string Api = "api";
    public const string Service = "service";

    public required Guid Id { get; init; }

    /// <summary>Whose it is; of a service's, who made it, and it stays when that person goes.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The team that a service works for, and is the only thing it acts as.</summary>
    public Guid? ServiceTeamId { get; init; }

    /// <summary>Kinds that it is limited to, families not spelled out; empty for all.</summary>
    public string[] Kinds { get; init; } = [];

    /// <summary>Networks that it is accepted from, as <c>10.0.0.0/8</c>; empty for all.</summary>
    public string[] Networks { get; init; } = [];

    /// <summary><see cref="Session"/>, <see cref="Api"/> or <see cref="Service"/>.</summary>
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

    /// <summary>Of a session: what let its person in, <c>oidc</c> or <c>ldap</c>; null for a password of ours.</summary>
    public string? Source { get; init; }

    /// <summary>Of a session: when the provider last saw its person sign in; null where it did not say.</summary>
    public DateTimeOffset? ProvedAt { get; init; }
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
        table.HasIndex(row => row.ServiceTeamId).HasFilter("service_team_id is not null");
        table.Property(row => row.Kinds).HasDefaultValueSql("'{}'");
        table.Property(row => row.Networks).HasDefaultValueSql("'{}'");
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
