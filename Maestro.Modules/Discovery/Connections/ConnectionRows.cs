using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>A connection's credentials, sealed; and what was last said of them.</summary>
internal sealed class CredentialRow
{
    public required Guid ConnectionId { get; init; }

    /// <summary>All of them, encrypted with a key outside the database.</summary>
    public required string Sealed { get; set; }
    public required DateTimeOffset ChangedAt { get; set; }
    public string? Identity { get; set; }
    public string? Account { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    public string? Message { get; set; }

    /// <summary>Key of the machine that files are fetched from, as it was first seen.</summary>
    public string? HostKey { get; set; }
}

internal sealed class CredentialTable : IEntityTypeConfiguration<CredentialRow>
{
    public void Configure(EntityTypeBuilder<CredentialRow> table)
    {
        table.ToTable("credentials", "discovery");
        table.HasKey(row => row.ConnectionId);
    }
}

/// <summary>The crawl of a connection that is under way: the row is what keeps two from overlapping.</summary>
internal sealed class CrawlRow
{
    public required Guid ConnectionId { get; init; }
    public Guid? RunId { get; set; }
}

internal sealed class CrawlTable : IEntityTypeConfiguration<CrawlRow>
{
    public void Configure(EntityTypeBuilder<CrawlRow> table)
    {
        table.ToTable("crawls", "discovery");
        table.HasKey(row => row.ConnectionId);
    }
}

/// <summary>A task that waits to be crawled.</summary>
internal sealed class CrawlRequestRow
{
    public required Guid ConnectionId { get; init; }
    public required string Task { get; init; }
}

internal sealed class CrawlRequestTable : IEntityTypeConfiguration<CrawlRequestRow>
{
    public void Configure(EntityTypeBuilder<CrawlRequestRow> table)
    {
        table.ToTable("crawl_requests", "discovery");
        table.HasKey(row => new { row.ConnectionId, row.Task });
    }
}

/// <summary>How a resource went in a scope the last time.</summary>
internal sealed class CoverageRow
{
    public required Guid ConnectionId { get; init; }
    public required string Resource { get; init; }
    public required string Scope { get; init; }
    public required string Task { get; set; }
    public required string Status { get; set; }
    public long Seen { get; set; }
    public string? Message { get; set; }
    public Guid RunId { get; set; }
    public Guid? PlanId { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? CompleteAt { get; set; }
}

internal sealed class CoverageTable : IEntityTypeConfiguration<CoverageRow>
{
    public void Configure(EntityTypeBuilder<CoverageRow> table)
    {
        table.ToTable("coverage", "discovery");
        table.HasKey(row => new { row.ConnectionId, row.Resource, row.Scope });
    }
}
