using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Files.Storing;

/// <summary>A file: what it belongs to, what it is, and where it lies.</summary>
internal sealed class FileRow
{
    public required Guid Id { get; init; }

    public required string OwnerType { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    public required string Type { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>The store it lies in, whatever store is set today.</summary>
    public required string Store { get; init; }

    /// <summary>Bucket within the store; empty for the local one, whose folder may be moved.</summary>
    public required string Place { get; init; }

    /// <summary>Made from the id.</summary>
    public required string Key { get; init; }

    /// <summary>False while it is being written; a crash leaves it so, and it is collected.</summary>
    public bool Whole { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public StoredFile Seen() => new(Id, OwnerType, OwnerId, Name, Type, Size, Sha256, CreatedAt);
}

internal sealed class FileTable : IEntityTypeConfiguration<FileRow>
{
    public void Configure(EntityTypeBuilder<FileRow> table)
    {
        table.ToTable("files", "files");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.OwnerType, row.OwnerId });
        table.HasIndex(row => row.CreatedAt);
    }
}
