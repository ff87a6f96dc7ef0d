using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Records;

/// <summary>Names of what changes refer to: history keeps ids, people read names.</summary>
internal sealed class TargetNames(IInventory inventory, IAccess access)
{
    private const int Most = 200;

    /// <summary>Names of readable records, people and teams in some changes of one Kind.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(Actor actor, Kind kind, IEnumerable<FieldChange> changes, CancellationToken cancel)
    {
        var wanted = new Dictionary<string, HashSet<Guid>>(StringComparer.Ordinal);
        var people = new HashSet<Guid>();
        foreach (var change in changes)
        {
            var (path, key) = Paths.Split(change.Path);
            if (path == "grants" && Guid.TryParse(key?.Split(':')[^1], out var person))
                people.Add(person);
            foreach (var (target, id) in In(kind, path, change.Before).Concat(In(kind, path, change.After)))
                (wanted.TryGetValue(target, out var ids) ? ids : wanted[target] = []).Add(id);
        }

        var names = new Dictionary<Guid, string>(people.Count == 0 ? new Dictionary<Guid, string>() : await access.NamesAsync(people, cancel));
        foreach (var (target, ids) in wanted)
        {
            var found = await inventory.ListAsync(actor, new Query { Kind = target, Ids = [.. ids.Take(Most)], Active = null, Limit = Most, Counted = false }, cancel);
            foreach (var record in found.Rows)
                names[record.Id] = record.Name;
        }

        return names;
    }

    private static IEnumerable<(string Kind, Guid Id)> In(Kind kind, string path, JsonNode? value)
    {
        if (Paths.RefOf(Paths.FieldAt(kind, path)) is { } whole && value.RefId() is { } id)
            yield return (whole.Kind, id);
        if (path.EndsWith(".id", StringComparison.Ordinal) && Paths.RefOf(Paths.FieldAt(kind, path[..^3])) is { } holder && Guid.TryParse(value.Text(), out var bare))
            yield return (holder.Kind, bare);
        if (value is not JsonObject thing)
            yield break;
        foreach (var (name, member) in thing)
        {
            if (Paths.RefOf(Paths.FieldAt(kind, $"{path}.{name}")) is { } inner && member.RefId() is { } nested)
                yield return (inner.Kind, nested);
        }
    }
}
