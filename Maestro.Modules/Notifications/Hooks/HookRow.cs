using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Notifications.Hooks;

/// <summary>A webhook as it is stored; deliveries are Scheduling's, by its id.</summary>
internal sealed class HookRow
{
    public required Guid Id { get; init; }

    /// <summary><c>user</c> or <c>team</c>, and which one.</summary>
    public required string OwnerType { get; init; }
    public required Guid OwnerId { get; init; }
    public required string Url { get; set; }

    /// <summary>Encrypted; null where calls are not signed.</summary>
    public string? Secret { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal Hook Seen() => new(Url, Secret is not null, CreatedAt);
}

internal sealed class HookTable : IEntityTypeConfiguration<HookRow>
{
    public void Configure(EntityTypeBuilder<HookRow> table)
    {
        table.ToTable("hooks", "notifications");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.OwnerId, "ix_hooks_owner").IsUnique();
    }
}
