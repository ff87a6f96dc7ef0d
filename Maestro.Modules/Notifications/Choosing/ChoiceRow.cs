using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Notifications.Choosing;

/// <summary>How a person wants to be told of an event. No row: as everybody is who has not chosen.</summary>
internal sealed class ChoiceRow
{
    public required Guid UserId { get; init; }
    public required string Event { get; init; }
    public bool Inbox { get; set; }
    public bool Toast { get; set; }
    public bool Mail { get; set; }
    public bool Digest { get; set; }
}

internal sealed class ChoiceTable : IEntityTypeConfiguration<ChoiceRow>
{
    public void Configure(EntityTypeBuilder<ChoiceRow> table)
    {
        table.ToTable("choices", "notifications");
        table.HasKey(row => new { row.UserId, row.Event });
    }
}
