namespace Maestro.Modules.Scheduling;

/// <summary>Words for how runs and their parts stand, as they are stored, answered and shown.</summary>
public static class RunWords
{
    internal const string Queued = "queued";
    internal const string Running = "running";

    public static string Of(RunStatus status) => status.ToString().ToLowerInvariant();

    public static string Of(RunPartStatus status) => status == RunPartStatus.NotEnabled ? "not_enabled" : status.ToString().ToLowerInvariant();

    internal static RunStatus Status(string word) => Enum.Parse<RunStatus>(word, ignoreCase: true);

    internal static RunPartStatus Part(string word) => Enum.Parse<RunPartStatus>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
