namespace Maestro.Web.Shared;

/// <summary>What a colour says. Colour carries meaning only.</summary>
public enum Tone
{
    Neutral,
    Good,
    Warning,
    Bad,
    Info,
}

/// <summary>Which tone a status has, whatever word a provider or a run uses for it. An unknown word is neutral.</summary>
public static class Statuses
{
    private static readonly Dictionary<string, Tone> Tones = new(StringComparer.OrdinalIgnoreCase);

    static Statuses()
    {
        Add(Tone.Good, "active", "running", "available", "in-use", "in use", "present", "healthy", "online", "complete", "completed", "done", "applied", "ok", "success", "succeeded", "enabled", "up", "create", "created", "attached");
        Add(Tone.Warning, "missing", "warning", "partial", "held", "degraded", "conflict", "throttled", "pending", "impaired", "expiring", "stopping", "drifted", "stale", "paused", "suspended");
        Add(Tone.Bad, "stopped", "error", "errors", "failed", "denied", "gone", "unhealthy", "offline", "down", "off", "shutoff", "deallocated", "crashed", "rejected");
        Add(Tone.Info, "change", "changed", "starting", "creating", "building", "build", "restore", "restored", "provisioning", "updating", "rebooting", "new", "info");
        Add(Tone.Neutral, "deleted", "retired", "retire", "terminated", "unassigned", "unknown", "unchanged", "not_enabled", "inactive", "queued", "disabled", "skipped", "waiting");
    }

    /// <summary>Every word that has a tone.</summary>
    public static IReadOnlyCollection<string> Words => Tones.Keys;

    /// <summary>The tone of a status word.</summary>
    public static Tone Of(string? status) => status is null ? Tone.Neutral : Tones.GetValueOrDefault(status.Trim());

    /// <summary>True while something is going on, which the dot shows by breathing.</summary>
    public static bool IsLive(string? status) => status is not null
        && status.Trim().ToLowerInvariant() is "queued" or "starting" or "stopping" or "creating" or "building" or "build" or "provisioning" or "updating" or "rebooting";

    /// <summary>The CSS class of a tone.</summary>
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Bad => "bad",
        Tone.Info => "info",
        _ => "",
    };

    private static void Add(Tone tone, params string[] words)
    {
        foreach (var word in words)
            Tones.Add(word, tone);
    }
}
