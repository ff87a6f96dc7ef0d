using System.Text.Json;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Notifications.Telling;

/// <summary>What a message is put together from: numbers and fixed words, no name.</summary>
internal sealed record Facts
{
    /// <summary>Sort of work of a run: <c>crawl</c>.</summary>
    public string? Type { get; init; }

    /// <summary>How the run ended: <c>failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>How many parts of the run ended how.</summary>
    public IReadOnlyDictionary<string, int> Parts { get; init; } = new Dictionary<string, int>();

    /// <summary>What the run counted.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>Failures in a row that paused a schedule.</summary>
    public int Failures { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>True when the last try went well after all.</summary>
    public bool Recovered { get; init; }

    /// <summary>Records that are new, changed and gone.</summary>
    public long Fresh { get; init; }

    public long Changed { get; init; }

    public long Gone { get; init; }

    /// <summary>When the first of them changed.</summary>
    public DateTimeOffset? Since { get; init; }

    internal string Print() => JsonSerializer.Serialize(this, Json.Compact);

    internal static Facts Read(string json) => JsonSerializer.Deserialize<Facts>(json, Json.Compact)!;
}

/// <summary>Something that people are to be told of.</summary>
/// <param name="Source">What tells it from everything else that happens: the id of the run and such.</param>
internal sealed record Tidings(NotificationEvent Event, Severity Severity, string Source, Facts Facts, DateTimeOffset At)
{
    public Guid? Run { get; init; }

    public string? Kind { get; init; }

    public Guid? Record { get; init; }

    public Guid? ChangeSet { get; init; }

    public Guid? Subscription { get; init; }
}
