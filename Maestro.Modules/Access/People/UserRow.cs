using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.People;

/// <summary>A person with an account.</summary>
internal sealed class UserRow
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public string? FullName { get; set; }

    public required string Email { get; set; }

    /// <summary>The mail address as it is compared: trimmed and in lower case.</summary>
    public required string EmailNormal { get; set; }

    /// <summary>Empty where the person has no password of ours and signs in elsewhere.</summary>
    public required string PasswordHash { get; set; }

    public bool IsAdmin { get; set; }

    /// <summary>The mail address is known to be the person's.</summary>
    public bool Confirmed { get; set; }

    public bool Active { get; set; } = true;

    public string? Phone { get; set; }

    public string? Company { get; set; }

    public string? Job { get; set; }

    public string? Country { get; set; }

    public string? State { get; set; }

    public string? City { get; set; }

    public string? Address { get; set; }

    public string Language { get; set; } = "en";

    public string TimeZone { get; set; } = "UTC";

    public string Theme { get; set; } = "system";

    /// <summary>Empty while the person has chosen none and sees the one set for everybody.</summary>
    public string Accent { get; set; } = "";

    public string Density { get; set; } = "compact";

    /// <summary>File of the picture.</summary>
    public Guid? AvatarId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public required DateTimeOffset PasswordChangedAt { get; set; }
}

internal sealed class UserTable : IEntityTypeConfiguration<UserRow>
{
    public void Configure(EntityTypeBuilder<UserRow> table)
    {
        table.ToTable("users", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.EmailNormal).IsUnique();
        table.HasIndex(row => row.Name);
    }
}
