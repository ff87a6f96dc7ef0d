using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Notifications.Mailing;

/// <summary>The last day for which a person has had the mail of the day.</summary>
internal sealed class DigestRow
{
    public required Guid UserId { get; init; }
    public required DateOnly Day { get; set; }
}

internal sealed class DigestTable : IEntityTypeConfiguration<DigestRow>
{
    public void Configure(EntityTypeBuilder<DigestRow> table)
    {
        table.ToTable("digests", "notifications");
        table.HasKey(row => row.UserId);
        table.Property(row => row.UserId).ValueGeneratedNever();
    }
}
