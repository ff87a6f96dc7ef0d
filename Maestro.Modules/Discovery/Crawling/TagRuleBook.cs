using System.Text.Json;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>Keeps the rules of tags in one row that every process reads; until somebody writes it, the setting holds.</summary>
internal sealed class TagRuleBook(IMaestroDbFactory databases, IKinds kinds, Tagging tagging, IOptions<TagOptions> options) : ITagRules
{
    private const string Key = "discovery.tags";
    private const int Most = 200;

    /// <summary>The rules as they are stored, or null while the setting holds.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>?> StoredAsync(IMaestroDbFactory databases, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("discovery"));
        return await db.Set<SettingRow>().Where(row => row.Key == Key).Select(row => row.Value).SingleOrDefaultAsync(cancel) is { } text
            ? new Dictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(text, Json.Compact)!, StringComparer.OrdinalIgnoreCase)
            : null;
    }

    public async Task<TagRules> GetAsync(Actor actor, CancellationToken cancel)
    {
        Demand(actor);
        var stored = await StoredAsync(databases, cancel);
        var defaults = options.Value.Rules;
        return new(stored ?? defaults, stored is not null, defaults, [.. Fillable().Select(field => field.Name).Distinct().Order(StringComparer.Ordinal)]);
    }

    public async Task SaveAsync(Actor actor, IReadOnlyDictionary<string, string>? rules, CancellationToken cancel)
    {
        Demand(actor);
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        var checkedRules = rules is null ? null : Checked(rules);
        await using var db = databases.Open(actor);
        var row = await db.Set<SettingRow>().SingleOrDefaultAsync(one => one.Key == Key, cancel);
        if (checkedRules is null && row is not null)
            db.Remove(row);
        else if (checkedRules is not null && row is null)
            db.Add(new SettingRow { Key = Key, Value = JsonSerializer.Serialize(checkedRules, Json.Compact) });
        else if (checkedRules is not null && row is not null)
            row.Value = JsonSerializer.Serialize(checkedRules, Json.Compact);
        await db.SaveChangesAsync(cancel);
    }

    public async Task<IReadOnlyList<TagOutcome>> TryAsync(Actor actor, string kind, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string>? rules, CancellationToken cancel)
    {
        Demand(actor);
        var own = kinds.Find(kind) ?? throw Problem.Invalid("kind", $"there is no kind \"{kind}\"");
        var hold = rules is null ? await StoredAsync(databases, cancel) ?? options.Value.Rules : Checked(rules);
        var outcomes = new List<TagOutcome>();
        foreach (var (key, value) in tags.Take(Most))
            outcomes.Add(await OutcomeAsync(actor, own, key, value, hold, cancel));
        return outcomes;
    }

    private async Task<TagOutcome> OutcomeAsync(Actor actor, Kind kind, string key, string value, IReadOnlyDictionary<string, string> rules, CancellationToken cancel)
    {
        if (!rules.TryGetValue(key, out var name))
            return new(key, value, null, [], "No rule names this key.");
        if (kind.Find(name) is not { } field)
            return new(key, value, name, [], $"{kind.LabelPlural} have no such field.");
        if (Tagging.LinkOf(field) is not { } link)
            return new(key, value, name, [], null);
        var names = Tagging.NamesIn(value).ToList();
        var found = await tagging.NamedAsync(actor, link.Kind, names, cancel);
        var label = kinds.Get(link.Kind).LabelPlural.ToLowerInvariant();
        var wrong = names.Select(one => found[one.ToLowerInvariant()].Count() switch
        {
            0 => $"None of the {label} that you may see is called \"{one}\".",
            1 => null,
            _ => $"Several {label} are called \"{one}\": which one is meant cannot be told.",
        }).OfType<string>().ToList();
        return new(key, value, name, [.. names.Select(one => found[one.ToLowerInvariant()].ToList()).Where(records => records.Count == 1).Select(records => records[0])], wrong.Count == 0 ? null : string.Join(" ", wrong));
    }

    private Dictionary<string, string> Checked(IReadOnlyDictionary<string, string> rules)
    {
        var errors = new Dictionary<string, string[]>();
        var held = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var fillable = Fillable().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, field) in rules.Select(rule => (rule.Key.Trim(), rule.Value.Trim())))
        {
            if (key.Length is 0 or > 255)
                errors[$"rules.{key}"] = ["a key has 1 to 255 letters"];
            else if (!kinds.All.Any(kind => kind.Find(field) is not null))
                errors[$"rules.{key}"] = [$"no kind of record has a field \"{field}\""];
            else if (!fillable.Contains(field))
                errors[$"rules.{key}"] = [$"\"{field}\" cannot be filled by a tag: it is neither text nor a choice nor a link"];
            else if (!held.TryAdd(key, field))
                errors[$"rules.{key}"] = ["stands there twice; upper and lower case are one"];
        }

        if (rules.Count > Most)
            errors["rules"] = [FormattableString.Invariant($"are {rules.Count}; at most {Most} are kept")];
        return errors.Count > 0 ? throw Problem.Invalid(errors) : held;
    }

    private IEnumerable<Field> Fillable() => kinds.All.SelectMany(kind => kind.Fields).Where(field =>
        !field.ReadOnly && !field.Sensitive && field.Name is not ("name" or "datacenters" or "unique_id") && (Tagging.LinkOf(field) is not null || field.Type is Text or Choice));

    private static void Demand(Actor actor)
    {
        if (!actor.SeesAll)
            throw Problem.Denied("Only administrators decide what tags mean.");
    }
}
