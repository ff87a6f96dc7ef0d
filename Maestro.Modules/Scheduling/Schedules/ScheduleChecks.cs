using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Clock;
using Maestro.Modules.Scheduling.Webhooks;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>Finds every mistake in what a schedule is to say, by field path.</summary>
internal sealed class ScheduleChecks(Works works, Chains chains, IOptions<SchedulingOptions> options, TimeProvider time)
{
    internal static readonly string[] Misfires = ["skip", "once"];

    /// <summary>Checks the whole document of a schedule; <paramref name="id"/> is null for one that is new.</summary>
    internal async Task<Dictionary<string, List<string>>> FaultsOfAsync(Actor actor, Guid? id, JsonObject document, CancellationToken cancel)
    {
        var faults = new Dictionary<string, List<string>>();
        void Wrong(string path, string message)
        {
            if (!faults.TryGetValue(path, out var list))
                faults[path] = list = [];
            list.Add(message);
        }

        foreach (var (path, message) in Timings.FaultsOf(ScheduleTiming.Of(document), TimeSpan.FromSeconds(options.Value.MinIntervalSeconds), time.GetUtcNow()))
            Wrong(path, message);
        if (document["misfire"] is { } misfire && !Misfires.Contains(misfire.Text()))
            Wrong("misfire", $"must be one of {string.Join(", ", Misfires)}");
        foreach (var (path, message) in await chains.FaultsOfAsync(actor, id, document, cancel))
            Wrong(path, message);
        if (document["module"].Text() is not { Length: > 0 } module)
            Wrong("module", $"is required: one of {string.Join(", ", works.Words)}");
        else if (works.Find(module) is { } work)
            await WorkAsync(work, actor, id, document, Wrong, cancel);
        else
            Wrong("module", $"nobody here does \"{module}\"; there is {string.Join(", ", works.Words)}");
        return faults;
    }

    private static async Task WorkAsync(IScheduledWork work, Actor actor, Guid? id, JsonObject document, Action<string, string> wrong, CancellationToken cancel)
    {
        if (document["target"] is not null && !Guid.TryParse(document["target"].At("id").Text(), out _))
        {
            wrong("target", "must be the id of a record");
            return;
        }

        if (document["webhook"] is not null && work.Module != WebhookWork.Word)
            wrong("webhook", $"is nothing that a {work.Module} needs");
        try
        {
            await work.CheckAsync(actor, ScheduleView.WorkOf(document) with { Schedule = id }, cancel);
        }
        catch (Problem problem)
        {
            foreach (var (path, messages) in problem.Errors)
            {
                foreach (var message in messages)
                    wrong(path, message);
            }

            if (problem.Errors.Count == 0)
                wrong("target", problem.Message);
        }
    }
}
