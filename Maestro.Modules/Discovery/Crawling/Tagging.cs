using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>
/// Fills fields and links from tags, by rules. A link is made only where exactly one record of that name exists for the crawl's owner;
/// a name that nobody has, or several have, links nothing.
/// </summary>
internal sealed class Tagging(IKinds kinds, IInventory inventory, IOptions<TagOptions> options)
{
    private const int AtOnce = 200;

    private readonly IReadOnlyDictionary<string, string> rules = options.Value.Rules;

    internal async Task FillAsync(Actor actor, IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        var wanted = new Dictionary<(string Kind, string Name), List<(Draft Draft, string Field, bool Many)>>();
        foreach (var draft in drafts)
        {
            foreach (var (field, value) in Said(draft))
                Take(draft, field, value, wanted);
        }

        foreach (var group in wanted.GroupBy(pair => pair.Key.Kind))
        {
            var ids = await FindAsync(actor, group.Key, [.. group.Select(pair => pair.Key.Name)], cancel);
            foreach (var ((_, name), uses) in group)
            {
                if (!ids.TryGetValue(name, out var id))
                    continue;
                foreach (var (draft, field, many) in uses)
                    Link(draft, field, many, id);
            }
        }
    }

    // What tags say of fields that the draft's Kind has and the provider left open.
    private IEnumerable<(Field Field, string Value)> Said(Draft draft)
    {
        if (draft.Fields["tags"] is not JsonArray tags)
            yield break;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags.OfType<JsonObject>())
        {
            if (tag["key"].Text() is { } key && tag["value"].Text() is { Length: > 0 } value && rules.TryGetValue(key, out var name)
                && kinds.Get(draft.Kind).Find(name) is { } field && (open.Contains(name) || draft.Fields[name] is null) && (open.Add(name) || IsLink(field)))
                yield return (field, value);
        }
    }

    private static bool IsLink(Field field) => field.Type is Ref or ListOf { Item: Ref };

    private static void Take(Draft draft, Field field, string value, Dictionary<(string, string), List<(Draft, string, bool)>> wanted)
    {
        if ((field.Type as Ref ?? (field.Type as ListOf)?.Item as Ref) is not { } link)
        {
            draft.Fields[field.Name] ??= value;
            return;
        }

        foreach (var name in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => name.Length <= 255))
        {
            var key = (link.Kind, name.ToLowerInvariant());
            if (!wanted.TryGetValue(key, out var uses))
                wanted[key] = uses = [];
            uses.Add((draft, field.Name, field.Type is ListOf));
        }
    }

    private async Task<Dictionary<string, Guid>> FindAsync(Actor actor, string kind, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var found = new List<(string Name, Guid Id)>();
        foreach (var part in names.Chunk(AtOnce))
        {
            var page = await inventory.ListAsync(actor, new Query { Kind = kind, Filter = new Filter.Test("name", "ie", part), Limit = AtOnce * 5, Counted = false }, cancel);
            found.AddRange(page.Rows.Select(record => (record.Name.ToLowerInvariant(), record.Id)));
        }

        return found.GroupBy(pair => pair.Name).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Id);
    }

    private static void Link(Draft draft, string field, bool many, Guid id)
    {
        var target = new JsonObject { ["id"] = id.ToString() };
        if (!many)
            draft.Fields[field] ??= target;
        else if (draft.Fields[field] is not JsonArray list)
            draft.Fields[field] = new JsonArray(target);
        else if (list.All(item => item!["id"].Text() != id.ToString()))
            list.Add(target);
    }
}
