using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>The sorts of work that modules do; asked for late, because a module that does some may itself ask for schedules.</summary>
internal sealed class Works(IServiceProvider services)
{
    private IReadOnlyList<IScheduledWork> All => field ??= [.. services.GetServices<IScheduledWork>()];

    public IReadOnlyList<string> Words => field ??= [.. All.Select(work => work.Module).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Kinds of what the work is about, by its word.</summary>
    public IReadOnlyDictionary<string, string> TargetKinds => field ??= All.Where(work => work.TargetKind is not null).ToDictionary(work => work.Module, work => work.TargetKind!);

    public IScheduledWork? Find(string word) => All.FirstOrDefault(work => work.Module == word);
}
