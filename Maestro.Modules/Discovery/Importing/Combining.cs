using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>
/// One thing may be told of twice in one source: a volume by itself and as the disk of a server, a shared disk by every
/// host. The first telling counts, later ones fill its gaps, and lists of references grow together.
/// </summary>
internal static class Combining
{
    internal static List<Draft> Once(IEnumerable<Draft> drafts, Notes notes)
    {
        var known = new Dictionary<(string Kind, string Id), Draft>();
        var result = new List<Draft>();
        foreach (var draft in drafts)
        {
            if (draft.ExternalId is not { } id || known.TryAdd((draft.Kind, id), draft))
            {
                result.Add(draft);
                continue;
            }

            var first = known[(draft.Kind, id)];
            if (draft.Kind == "server")
                notes.Add(draft.Label ?? id, $"is there twice: what it says was added to {first.Label ?? id}");
            Fill(first, draft);
        }

        return result;
    }

    private static void Fill(Draft into, Draft from)
    {
        foreach (var (name, value) in from.Fields)
        {
            if (into.Fields[name] is not { } there)
                into.Fields[name] = value?.DeepClone();
            else if (there is JsonArray list && value is JsonArray more && References(list) && References(more))
                Join(list, more);
            else if (there is JsonObject group && value is JsonObject members)
                Fill(group, members);
        }

        into.Keys.AddRange(from.Keys.Except(into.Keys).ToList());
    }

    private static void Fill(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (into[name] is null && value is not null)
                into[name] = value.DeepClone();
        }
    }

    private static bool References(JsonArray list) => list.All(item => item is JsonObject thing && thing.ContainsKey("external_id"));

    private static void Join(JsonArray list, JsonArray more)
    {
        foreach (var item in more)
        {
            var id = item!["external_id"]?.GetValue<string>();
            if (list.FirstOrDefault(one => one!["external_id"]?.GetValue<string>() == id) is JsonObject same)
                Fill(same, (JsonObject)item);
            else
                list.Add(item.DeepClone());
        }
    }
}
