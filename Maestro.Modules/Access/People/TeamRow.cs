using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.People;

/// <summary>A team. A deleted one keeps its row, so that history and old grants can still name it.</summary>
internal sealed class TeamRow
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public string? Url { get; set; }

    /// <summary>The user who created it, or whom it was given to.</summary>
    public required Guid OwnerId { get; set; }

    /// <summary>File of the picture.</summary>
    public Guid? AvatarId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

internal sealed class TeamTable : IEntityTypeConfiguration<TeamRow>
{
    public void Configure(EntityTypeBuilder<TeamRow> table)
    {
        table.ToTable("teams", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.Name);
    }
}
