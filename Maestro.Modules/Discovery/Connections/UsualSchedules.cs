using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>The schedules that a new connection gets: one for each task, as often as its things change.</summary>
internal sealed class UsualSchedules(IScheduling scheduling)
{
    private static readonly Dictionary<string, (int Every, string Period)> Usual = new(StringComparer.Ordinal)
    {
        ["server-list"] = (5, "minutes"), ["loadbalance-list"] = (6, "hours"), ["volumes-list"] = (6, "hours"), ["security-list"] = (6, "hours"), ["storage-list"] = (5, "hours"), ["serverless-list"] = (12, "hours"),
        ["dynamodb-list"] = (3, "days"), ["gateway-list"] = (3, "days"), ["cdns-list"] = (5, "days"), ["brokers-list"] = (5, "days"), ["search-list"] = (5, "days"),
        ["snapshot-list"] = (14, "days"), ["images-list"] = (14, "days"), ["network-list"] = (14, "days"), ["flavor-list"] = (14, "days"),
    };

    /// <summary>Makes them; what is switched off gets one too, which rests until it is switched on.</summary>
    internal Task MakeAsync(Actor actor, Guid connection, string name, IReadOnlyList<string> tasks, CancellationToken cancel) =>
        scheduling.CreateAsync(actor, [.. tasks.Select(task => Of(connection, name, task))], cancel);

    private static JsonObject Of(Guid connection, string name, string task)
    {
        var (every, period) = Usual.GetValueOrDefault(task, (1, "days"));
        return new JsonObject
        {
            ["name"] = $"{(name.Length > 200 ? name[..200] : name)}: {task.Replace("-list", "", StringComparison.Ordinal)}", ["module"] = CrawlSchedules.Word, ["target"] = new JsonObject { ["id"] = connection.ToString() },
            ["tasks"] = new JsonArray(task), ["interval"] = new JsonObject { ["every"] = every, ["period"] = period },
        };
    }
}
