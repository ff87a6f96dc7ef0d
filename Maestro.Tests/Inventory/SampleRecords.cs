using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Tests.Inventory;

/// <summary>Makes a record of any Kind with a value in every field a person may set, from the catalogue alone.</summary>
internal static class SampleRecords
{
    private static readonly Catalogue Kinds = new();

    /// <summary>Every Kind by name, but those that only their own module writes: it has tests of its own.</summary>
    internal static TheoryData<string> AllKinds() => [.. Kinds.All.Where(kind => kind.WrittenBy is null).Select(kind => kind.Name)];

    internal static Kind Kind(string name) => Kinds.Get(name);

    /// <summary>A value for every writable field but references, which need targets; <paramref name="salt"/> tells two records apart.</summary>
    internal static JsonObject Of(Kind kind, string salt)
    {
        var record = new JsonObject();
        foreach (var field in kind.Fields.Where(field => !field.ReadOnly && field.Name != "modal"))
        {
            if (Value(field.Type, $"{field.Name} {salt}", field) is { } value)
                record[field.Name] = value;
        }

        // A contact must be one of its channel.
        if (record["contacts"] is not null)
            record["contacts"] = new JsonArray(new JsonObject { ["channel"] = "Slack", ["value"] = $"#{salt}" });
        record["name"] = $"{kind.Name} {salt}";
        return record;
    }

    internal static JsonNode? Value(FieldType type, string text, Field? field = null) => type switch
    {
        Text when field?.Name == "key" => JsonValue.Create(text.Replace(' ', '_')),
        Text { Max: < 40 } short_ => JsonValue.Create(text[..Math.Min(text.Length, short_.Max)]),
        Text => JsonValue.Create(text),
        Number => JsonValue.Create(3),
        Flag => JsonValue.Create(true),
        Choice choice => JsonValue.Create(Choices.Of(choice) ?? text),
        Instant => JsonValue.Create("2026-01-02T03:04:05.000Z"),
        Address => JsonValue.Create("10.1.2.3"),
        Url => JsonValue.Create("https://example.org/x"),
        Tags => new JsonArray(new JsonObject { ["key"] = "env", ["value"] = "prod" }, new JsonObject { ["key"] = "team", ["value"] = text }),
        Group group => Group(group, text),
        ListOf { Item: Ref } or Ref => null,
        ListOf list => Value(list.Item, text) is { } item ? new JsonArray(item) : null,
        _ => null,
    };

    private static JsonObject? Group(Group group, string text)
    {
        var thing = new JsonObject();
        foreach (var member in group.Fields.Where(member => !member.ReadOnly))
        {
            if (Value(member.Type, $"{member.Name} {text}", member) is { } value)
                thing[member.Name] = value;
        }

        return thing.Count == 0 ? null : thing;
    }

    private static class Choices
    {
        private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Lists = Maestro.Modules.Inventory.Seeding.ReferenceData.Lists(Kinds);

        internal static string? Of(Choice choice) => Lists.TryGetValue(choice.List, out var values) && values.Count > 0 ? values[0] : null;
    }
}
