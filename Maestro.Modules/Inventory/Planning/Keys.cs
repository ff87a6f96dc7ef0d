using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>A key by which a thing may be recognised; lower rank is stronger.</summary>
internal readonly record struct Identity(string Key, int Rank);

/// <summary>Makes identity keys out of documents. "NA", empty and all-zero identifiers are absent.</summary>
internal static class Keys
{
    /// <summary>Keys of a document: the provider's ids, strong keys the source gave, and the Kind's natural keys.</summary>
    internal static List<Identity> Of(Kind kind, JsonObject document, IEnumerable<string> strong, Guid? originId)
    {
        var keys = new List<Identity>();
        var provider = new[] { document["unique_id"].Text(), kind.Root == "server" ? document["datacenters"].At("instance_id").Text() : null };
        foreach (var id in provider)
        {
            if (Present(id))
                keys.Add(new($"uid:{id!.ToLowerInvariant()}", 0));
        }

        keys.AddRange(strong.Where(Present).Select(Strong));
        var datacenter = document["datacenters"].RefId();
        foreach (var natural in kind.NaturalKeys)
        {
            // A name stands for a thing only where its provider gave no id of its own.
            if (natural.Rank >= 9 && Present(document["unique_id"].Text()))
                continue;
            var scope = natural.Scope switch
            {
                KeyScope.Owner => "",
                KeyScope.Datacenter => datacenter?.ToString(),
                KeyScope.DatacenterOrSource => datacenter?.ToString() ?? originId?.ToString(),
                _ => null,
            };
            var parts = natural.Paths.Select(path => document.At(path)).Select(Part).ToList();
            if (scope is not null && parts.All(Present))
                keys.Add(new($"{natural.Name}:{scope}:{string.Join('|', parts)}", natural.Rank));
        }

        return [.. keys.DistinctBy(key => key.Key)];
    }

    private static Identity Strong(string key)
    {
        var known = key.StartsWith("uid:", StringComparison.Ordinal) || key.StartsWith("uuid:", StringComparison.Ordinal) || key.StartsWith("machine:", StringComparison.Ordinal);
        key = (known ? key : "uid:" + key).ToLowerInvariant();
        // The Kind's own natural keys of these names are scoped to the owner, written the same way.
        return key.StartsWith("uid:", StringComparison.Ordinal) ? new(key, 0) : new(key.Replace(":", "::", StringComparison.Ordinal), 1);
    }

    private static string? Part(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text.Trim().ToLowerInvariant(),
        JsonValue value => value.ToJsonString(),
        _ => null,
    };

    private static readonly string[] Nobody = ["na", "n/a", "none", "null", "unknown", "localhost", "localhost.localdomain", "not specified", "to be filled by o.e.m.", "0.0.0.0", "127.0.0.1", "::1", "::"];

    /// <summary>False for empty, "NA", localhost, loopback and identifiers that are all zeros.</summary>
    internal static bool Present(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var bare = text.Trim().ToLowerInvariant();
        var value = bare.StartsWith("uuid:", StringComparison.Ordinal) || bare.StartsWith("machine:", StringComparison.Ordinal) || bare.StartsWith("uid:", StringComparison.Ordinal) ? bare[(bare.IndexOf(':', StringComparison.Ordinal) + 1)..] : bare;
        return value.Length > 0 && !Nobody.Contains(value) && value.Any(letter => char.IsLetterOrDigit(letter) && letter != '0')
            && !value.All(letter => letter is 'f' or '-');
    }
}
