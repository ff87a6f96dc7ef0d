using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>What of a plan's work belongs into the security trail beside the history: grants that move, and option lists.</summary>
internal static class SecurityNotes
{
    private const string Grant = "grants[";

    internal static List<SecurityNote> Of(Actor actor, PlanWork work)
    {
        var notes = new List<SecurityNote>();
        foreach (var record in work.Records.Where(record => record.BaseVersion > 0 && record.Action != "unchanged"))
        {
            if (record.Grants is not null && Moved(record) is { Count: > 0 } moved)
                notes.Add(SecurityNote.By(actor, "grants.change").About(record.Kind, record.Id, record.Name) with { Detail = new JsonObject { ["grants"] = moved } });
        }

        // What seeding brings is no act of anybody.
        foreach (var record in work.Records.Where(record => record.Root == "option" && record.Action != "unchanged" && !actor.IsSystem))
        {
            var fields = WorkMaking.ReadDiff(record.Diff).Select(change => (JsonNode)Leaves.FieldOf(change.Path)).DistinctBy(name => name.Text()).ToArray();
            notes.Add(SecurityNote.By(actor, $"option.{record.Action}").About(record.Kind, record.Id, record.Name) with { Detail = new JsonObject { ["fields"] = new JsonArray(fields) } });
        }

        return notes;
    }

    // Paths are grants[user:id].
    private static JsonArray Moved(RecordWork record) => new([.. WorkMaking.ReadDiff(record.Diff).Where(change => change.Path.StartsWith(Grant, StringComparison.Ordinal)).Select(change =>
    {
        var subject = change.Path[Grant.Length..^1].Split(':', 2);
        return (JsonNode)new JsonObject { ["type"] = subject[0], ["id"] = subject[^1], ["before"] = change.Before.Copy(), ["after"] = change.After.Copy() };
    })]);
}
