using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>
/// Digests reports: an equal digest means nothing to do. Taken from what the source said, before anything is checked,
/// because most of a crawl is unchanged; the product's version is part of it, so that new rules look at old reports once.
/// What moves by itself all the time is left out: it would make every crawl a change.
/// </summary>
internal sealed class Digesting(Guid? datacenter)
{
    private static readonly string Rules = typeof(Digesting).Assembly.GetName().Version?.ToString() ?? "";
    private readonly ArrayBufferWriter<byte> text = new(4_096);
    private readonly Dictionary<Kind, List<(string Field, string? Member)>> volatiles = [];

    internal byte[] Of(Kind kind, Draft draft)
    {
        text.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Rules);
            writer.WriteStringValue(draft.Kind);
            writer.WriteStringValue(datacenter?.ToString());
            writer.WriteStringValue(draft.Scope);
            Lasting(kind, draft.Fields).WriteTo(writer);
            foreach (var key in draft.Keys)
                writer.WriteStringValue(key);
            writer.WriteEndArray();
        }

        return SHA256.HashData(text.WrittenSpan);
    }

    private JsonObject Lasting(Kind kind, JsonObject fields)
    {
        if (!volatiles.TryGetValue(kind, out var moving))
            volatiles[kind] = moving = [.. Moving(kind)];
        if (!moving.Exists(one => fields.ContainsKey(one.Field)))
            return fields;
        var lasting = (JsonObject)fields.DeepClone();
        foreach (var (field, member) in moving)
        {
            if (member is null)
                lasting.Remove(field);
            else if (lasting[field] is JsonObject group)
                group.Remove(member);
        }

        return lasting;
    }

    private static IEnumerable<(string Field, string? Member)> Moving(Kind kind) => kind.Fields.SelectMany(field =>
        field.Volatile ? [(field.Name, (string?)null)]
        : field.Type is Group group ? group.Fields.Where(member => member.Volatile).Select(member => (field.Name, (string?)member.Name)) : []);
}
