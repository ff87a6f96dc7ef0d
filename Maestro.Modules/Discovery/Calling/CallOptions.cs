using System.ComponentModel.DataAnnotations;

namespace Maestro.Modules.Discovery.Calling;

/// <summary>Settings of the section <c>Discovery</c>.</summary>
internal sealed class CallOptions
{
    internal const string Section = "Discovery";

    /// <summary>Seconds that one call may take.</summary>
    [Range(1, 600)]
    public int CallSeconds { get; set; } = 60;

    /// <summary>Minutes that one crawl may take; what is not done by then has failed.</summary>
    [Range(1, 1440)]
    public int CrawlMinutes { get; set; } = 120;

    /// <summary>How often a call is tried.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 5;

    /// <summary>Seconds that a call waits between attempts, in all, unless the provider asks for more.</summary>
    [Range(0, 600)]
    public int BackOffSeconds { get; set; } = 45;

    /// <summary>How much of the pace that a provider bears is used: 0.5 leaves half of it to others.</summary>
    [Range(0.01, 1000)]
    public double PaceFactor { get; set; } = 1;

    /// <summary>Whether a connection may use the credentials of the machine that Maestro runs on.</summary>
    public bool HostCredentials { get; set; }
}
