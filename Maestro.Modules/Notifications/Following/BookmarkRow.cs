using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Notifications.Following;

/// <summary>Up to where a feed has been told.</summary>
internal sealed class BookmarkRow
{
    /// <summary>The feed: <c>changes</c>, <c>runs</c>.</summary>
    public required string Feed { get; init; }
    public required ulong Tx { get; set; }
    public required long Id { get; set; }

    /// <summary>How often telling of what comes next has failed.</summary>
    public int Failures { get; set; }
}

internal sealed class BookmarkTable : IEntityTypeConfiguration<BookmarkRow>
{
    public void Configure(EntityTypeBuilder<BookmarkRow> table)
    {
        table.ToTable("bookmarks", "notifications");
        table.HasKey(row => row.Feed);
        table.Property(row => row.Tx).HasColumnType("xid8");
    }
}
