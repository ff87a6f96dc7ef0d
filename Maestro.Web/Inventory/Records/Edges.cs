using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Records;

/// <summary>Changes to the references of a record, and the one step that plans and applies them.</summary>
internal static class Edges
{
    /// <summary>Plans drafts of a person and applies them as one change set.</summary>
    public static async Task<Applied> SaveAsync(this IPlanning planning, Actor actor, IReadOnlyList<Draft> drafts, string? reason, CancellationToken cancel)
    {
        var plan = await planning.PlanAsync(actor, Modules.Inventory.Origin.Person(actor), drafts, new PlanOptions(), cancel);
        return await planning.ApplyAsync(actor, plan, new ApplyOptions(string.IsNullOrWhiteSpace(reason) ? null : reason), cancel);
    }

    /// <summary>The items of a list of references.</summary>
    public static IReadOnlyList<JsonObject> Items(Record record, string field) =>
        record.Fields[field] is JsonArray list ? [.. list.OfType<JsonObject>()] : record.Fields[field] is JsonObject one ? [one] : [];

    /// <summary>The words of a list of text.</summary>
    public static IEnumerable<string> Values(Record record, string field) =>
        record.Fields[field] is JsonArray list ? list.Select(item => item.Text()).OfType<string>() : [];

    /// <summary>A draft that adds a reference; the others stay as they are.</summary>
    public static Draft With(Record record, string field, JsonObject item) =>
        Replaced(record, field, [.. Items(record, field).Select(Stored), item]);

    /// <summary>A draft that takes the references away that fit.</summary>
    public static Draft Without(Record record, string field, Func<JsonObject, bool> fits) =>
        Replaced(record, field, [.. Items(record, field).Where(item => !fits(item)).Select(Stored)]);

    /// <summary>A draft that puts another reference in the place of one.</summary>
    public static Draft Swapped(Record record, string field, JsonObject old, JsonObject item) =>
        Replaced(record, field, [.. Items(record, field).Select(one => ReferenceEquals(one, old) || Json.Same(one, old) ? item : Stored(one))]);

    private static Draft Replaced(Record record, string field, IReadOnlyList<JsonNode> items) => new(record.Kind)
    {
        Id = record.Id,
        Version = record.Version,
        Fields = new JsonObject { [field] = items.Count == 0 ? null : new JsonArray([.. items]) },
    };

    // What is joined on reading is ignored on writing; the id and the edge's own fields are what counts.
    private static JsonNode Stored(JsonObject item) => item.DeepClone();
}
