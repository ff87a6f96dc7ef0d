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
internal sealed class Tagging(IKinds kinds, IInventory inventory, IMaestroDbFactory databases, IOptions<TagOptions> options)
{
    private const int AtOnce = 200;

    internal async Task FillAsync(Actor actor, IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        // Asked with every batch, so that a crawl under way hears of it, in whichever process it runs.
        var rules = await TagRuleBook.StoredAsync(databases, cancel) ?? options.Value.Rules;
        var wanted = new Dictionary<(string Kind, string Name), List<(Draft Draft, string Field, bool Many)>>();
        foreach (var draft in drafts)
        {
            foreach (var (field, value) in Said(draft, rules))
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
    private IEnumerable<(Field Field, string Value)> Said(Draft draft, IReadOnlyDictionary<string, string> rules)
    {
        if (draft.Fields["tags"] is not JsonArray tags)
            yield break;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags.OfType<JsonObject>())
        {
            if (tag["key"].Text() is { } key && tag["value"].Text() is { Length: > 0 } value && rules.TryGetValue(key, out var name)
                && kinds.Get(draft.Kind).Find(name) is { } field && (open.Contains(name) || draft.Fields[name] is null) && (open.Add(name) || LinkOf(field) is not null))
                yield return (field, value);
        }
    }

    /// <summary>The reference that a field is, or a list of; null for any other.</summary>
    internal static Ref? LinkOf(Field field) => field.Type as Ref ?? (field.Type as ListOf)?.Item as Ref;

    /// <summary>The names in a tag's value.</summary>
    internal static IEnumerable<string> NamesIn(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => name.Length <= 255);

    private static void Take(Draft draft, Field field, string value, Dictionary<(string, string), List<(Draft, string, bool)>> wanted)
    {
        if (LinkOf(field) is not { } link)
        {
            draft.Fields[field.Name] ??= value;
            return;
        }

        foreach (var name in NamesIn(value))
        {
            var key = (link.Kind, name.ToLowerInvariant());
            if (!wanted.TryGetValue(key, out var uses))
                wanted[key] = uses = [];
            uses.Add((draft, field.Name, field.Type is ListOf));
        }
    }

    private async Task<Dictionary<string, Guid>> FindAsync(Actor actor, string kind, IReadOnlyList<string> names, CancellationToken cancel) =>
        (await NamedAsync(actor, kind, names, cancel)).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Id);

    /// <summary>Readable records by their name in lower case.</summary>
    internal async Task<ILookup<string, Record>> NamedAsync(Actor actor, string kind, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var found = new List<Record>();
        foreach (var part in names.Chunk(AtOnce))
            found.AddRange((await inventory.ListAsync(actor, new Query { Kind = kind, Filter = new Filter.Test("name", "ie", part), Limit = AtOnce * 5, Counted = false }, cancel)).Rows);
        return found.ToLookup(record => record.Name.ToLowerInvariant());
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
