using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Notifications.Matching;

/// <summary>A subscription as it is stored.</summary>
internal sealed class SubscriptionRow
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string Query { get; init; }
    public bool Fresh { get; set; }
    public bool Changed { get; set; }
    public bool Gone { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal Subscription Seen() => new(Id, Kind, Name, Query, new(Fresh, Changed, Gone), CreatedAt);
}

internal sealed class SubscriptionTable : IEntityTypeConfiguration<SubscriptionRow>
{
    public void Configure(EntityTypeBuilder<SubscriptionRow> table)
    {
        table.ToTable("subscriptions", "notifications");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.UserId, "ix_subscriptions_person");
        table.HasIndex(row => row.Kind, "ix_subscriptions_kind");
    }
}
