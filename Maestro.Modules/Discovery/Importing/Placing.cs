using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>
/// Puts drafts into datacenters. The one named with the upload outranks those in the files; those are found by name among
/// what the actor may see, and made where there is none.
/// </summary>
internal sealed class Placing(IInventory inventory)
{
    internal async Task<List<Draft>> PlaceAsync(Actor actor, IReadOnlyList<Draft> drafts, Guid? datacenter, CancellationToken cancel)
    {
        var placed = drafts.Select(draft => (Draft: draft, Place: draft.Fields["datacenters"] as JsonObject))
            .Where(pair => pair.Place?["id"] is null && pair.Place?["name"].Text() is { Length: > 0 }).ToList();
        if (datacenter is { } id)
        {
            await inventory.GetAsync(actor, "datacenter", id, null, cancel);
            foreach (var place in drafts.Select(draft => draft.Fields["datacenters"]).OfType<JsonObject>())
                Into(place, id);
            return [.. drafts];
        }

        var made = drafts.Where(draft => draft.Kind == "datacenter").Select(draft => draft.Fields["name"].Text()).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var fresh = new List<Draft>();
        foreach (var group in placed.GroupBy(pair => pair.Place!["name"].Text()!.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            var found = await inventory.ListAsync(actor, new Query { Kind = "datacenter", Filter = new Filter.Test("name", "ie", [group.Key]), Limit = 2, Counted = false }, cancel);
            // With two of one name the planner says so at each row; one that the files describe themselves is no news.
            if (found.Rows.Count == 1)
            {
                foreach (var (_, place) in group)
                    Into(place!, found.Rows[0].Id);
            }
            else if (found.Rows.Count == 0 && made.Add(group.Key))
            {
                fresh.Add(Datacenter(group.Key, [.. group.Select(pair => pair.Place!)]));
            }
        }

        return [.. fresh, .. drafts];
    }

    private static void Into(JsonObject place, Guid id)
    {
        place.Remove("name");
        place.Remove("provider");
        place["id"] = id.ToString();
    }

    private static Draft Datacenter(string name, IReadOnlyList<JsonObject> places)
    {
        var provider = places.Select(place => place["provider"].Text()).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        var draft = new Draft("datacenter") { Label = $"datacenter {name}" };
        draft.Fields["name"] = name;
        draft.Fields["provider"] = provider ?? name;
        if (provider is null)
            draft.Fields["own_provider"] = true;
        Gather(draft, "regions", places.SelectMany(place => Words(place["region"])));
        Gather(draft, "zones", places.SelectMany(place => Words(place["zone"])));
        return draft;
    }

    private static IEnumerable<string> Words(JsonNode? node) => node is JsonArray list ? list.SelectMany(Words) : node.Text() is { Length: > 0 } text ? [text] : [];

    private static void Gather(Draft draft, string field, IEnumerable<string> words)
    {
        if (words.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } some)
            draft.Fields[field] = new JsonArray([.. some.Select(word => (JsonNode)word)]);
    }
}
