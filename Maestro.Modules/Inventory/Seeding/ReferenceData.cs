using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Seeding;

/// <summary>
/// The records that every database begins with: option lists, regions, the catalogue of services, public price lists.
/// Ids are made of Kind and natural key, so that all databases agree on them.
/// </summary>
internal static class ReferenceData
{
    private const string Folder = "Maestro.Modules.Kinds.Reference.";

    // Any fixed id will do; it keeps these ids apart from other ids made of names (RFC 9562, 5.5).
    private static readonly Guid Space = new("6f1f2b52-6c0e-5d55-9a53-2f1d0f3a6b71");

    private static readonly string[] Files = ["options.json", "regions.json", "services.json", "public-flavors.json"];

    /// <summary>Moves when any of the data does: what a database has seeded last is compared with it.</summary>
    internal static string Version { get; } = Stamp();

    /// <summary>One draft a record; option lists come first, because choices are checked against them.</summary>
    internal static IEnumerable<Draft> Drafts(IKinds kinds)
    {
        foreach (var file in Files)
        {
            var document = JsonNode.Parse(Read(file))!;
            var kind = kinds.Get(document["kind"].Text()!);
            foreach (var record in document["records"]!.AsArray())
                yield return DraftOf(kind, (JsonObject)record!);
        }
    }

    /// <summary>Values of the option lists as delivered, by key.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Lists(IKinds kinds) =>
        Drafts(kinds).TakeWhile(draft => draft.Kind == "option").ToDictionary(
            draft => draft.Fields["key"].Text()!,
            draft => (IReadOnlyList<string>)[.. draft.Fields["values"]!.AsArray().Select(value => value.Text()!)]);

    private static Draft DraftOf(Kind kind, JsonObject fields)
    {
        var key = string.Join('|', kind.NaturalKeys[0].Paths.Select(path => fields.At(path).Text()));
        return new Draft(kind.Name)
        {
            NewId = IdOf($"{kind.Name}:{key}"),
            ExternalId = key,
            Label = $"{kind.Label} {key}",
            Fields = (JsonObject)fields.DeepClone(),
        };
    }

    /// <summary>A name-based id: version 8, because the hash is SHA-256.</summary>
    internal static Guid IdOf(string name)
    {
        var bytes = SHA256.HashData([.. Space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Stamp() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Files.Select(Read)))))[..16];

    private static string Read(string file)
    {
        using var stream = typeof(ReferenceData).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new InvalidOperationException($"The reference data {file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
