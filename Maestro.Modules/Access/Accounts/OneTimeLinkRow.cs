using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.Accounts;

/// <summary>A link sent by mail that works once, for a while. Only the digest of its secret is stored.</summary>
internal sealed class OneTimeLinkRow
{
    /// <summary>Replaces a forgotten password.</summary>
    public const string Password = "password";

    /// <summary>Confirms the address of an account about to be.</summary>
    public const string Register = "register";

    /// <summary>Confirms a new address of an account.</summary>
    public const string Email = "email";

    public required Guid Id { get; init; }

    /// <summary><see cref="Password"/>, <see cref="Register"/> or <see cref="Email"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whose account; null while there is none.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The address that it was sent to.</summary>
    public required string SentTo { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Of a registration: what the account will hold, the password as a hash.</summary>
    public string? Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class OneTimeLinkTable : IEntityTypeConfiguration<OneTimeLinkRow>
{
    public void Configure(EntityTypeBuilder<OneTimeLinkRow> table)
    {
        table.ToTable("one_time_links", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Purpose).HasMaxLength(16);
        table.Property(row => row.Data).HasColumnType("jsonb");
        table.HasIndex(row => row.Hash).IsUnique();
        table.HasIndex(row => row.UserId);
    }
}
