using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Lists.Bulk;

/// <summary>What a bulk act asks of one record; null where there is nothing to do.</summary>
internal static class BulkDrafts
{
    /// <summary>Sets fields; null clears.</summary>
    public static Draft Set(Record record, JsonObject fields) => new(record.Kind) { Id = record.Id, Fields = (JsonObject)fields.DeepClone() };

    /// <summary>Puts tags on and takes keys away; the others stay.</summary>
    public static Draft? Tag(Record record, IReadOnlyList<KeyValuePair<string, string>> add, IReadOnlyCollection<string> remove)
    {
        var before = (record.Fields["tags"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(tag => tag["key"].Text() ?? "", tag => tag["value"].Text() ?? "", StringComparer.Ordinal);
        var after = new SortedDictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var key in remove)
            after.Remove(key);
        foreach (var (key, value) in add)
            after[key] = value;
        if (after.Count == before.Count && after.All(tag => before.GetValueOrDefault(tag.Key) == tag.Value))
            return null;
        JsonNode? tags = after.Count == 0 ? null : new JsonArray([.. after.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);
        return new(record.Kind) { Id = record.Id, Fields = new JsonObject { ["tags"] = tags } };
    }

    /// <summary>Adds a reference to a list of them; those there, hidden ones too, stay.</summary>
    public static Draft? Link(Record record, string field, Guid target)
    {
        var items = record.Fields[field] is JsonArray list ? list.OfType<JsonObject>().Select(item => (JsonNode)item.DeepClone()).ToList() : [];
        if (items.Exists(item => item.RefId() == target))
            return null;
        return new(record.Kind) { Id = record.Id, Fields = new JsonObject { [field] = new JsonArray([.. items, new JsonObject { ["id"] = target.ToString() }]) } };
    }

    /// <summary>Gives somebody a level, or takes it away.</summary>
    public static Draft? Grant(Record record, IReadOnlyList<NamedGrant> grants, Subject subject, Level level)
    {
        if ((grants.FirstOrDefault(grant => grant.Subject == subject)?.Level ?? Level.None) == level)
            return null;
        var others = grants.Where(grant => grant.Subject != subject).Select(grant => new Grant(grant.Subject, grant.Level));
        return new(record.Kind) { Id = record.Id, Grants = level == Level.None ? [.. others] : [.. others, new Grant(subject, level)] };
    }

    public static Draft Retire(Record record) => new(record.Kind) { Id = record.Id, Action = DraftAction.Retire };

    public static Draft? Restore(Record record) => record.Active ? null : new(record.Kind) { Id = record.Id, Action = DraftAction.Restore };
}
