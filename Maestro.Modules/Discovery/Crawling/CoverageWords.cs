using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>Words for how a part of a crawl went, as they are stored and answered.</summary>
internal static class CoverageWords
{
    internal static string Of(RunPartStatus status) => status == RunPartStatus.NotEnabled ? "not_enabled" : status.ToString().ToLowerInvariant();

    internal static RunPartStatus Read(string word) => Enum.Parse<RunPartStatus>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
