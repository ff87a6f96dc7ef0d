using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>
/// Digests reports: an equal digest means nothing to do. Taken from what the source said, before anything is checked,
/// because most of a crawl is unchanged; the product's version is part of it, so that new rules look at old reports once.
/// </summary>
internal sealed class Digesting(Guid? datacenter)
{
    private static readonly string Rules = typeof(Digesting).Assembly.GetName().Version?.ToString() ?? "";
    private readonly ArrayBufferWriter<byte> text = new(4_096);

    internal byte[] Of(Draft draft)
    {
        text.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Rules);
            writer.WriteStringValue(draft.Kind);
            writer.WriteStringValue(datacenter?.ToString());
            writer.WriteStringValue(draft.Scope);
            draft.Fields.WriteTo(writer);
            foreach (var key in draft.Keys)
                writer.WriteStringValue(key);
            writer.WriteEndArray();
        }

        return SHA256.HashData(text.WrittenSpan);
    }
}
