using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>What objects of AWS have in common: ARN, placement, tags, and the ids by which Terraform knows them too.</summary>
internal static class AwsObjects
{
    internal static string Partition(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    /// <summary>The ARN of something that a listing does not name one for.</summary>
    internal static string Arn(Scope scope, string service, string rest, string? account = null) => $"arn:{Partition(scope.Part)}:{service}:{scope.Part}:{account ?? scope.Account}:{rest}";

    /// <summary>Tags: a map, or a list of pairs, however they are spelled; a single pair may stand bare.</summary>
    internal static JsonArray? Tags(this JsonElement item, string path)
    {
        var pairs = item.At(path) is { ValueKind: JsonValueKind.Object } map && map.EnumerateObject().Any(member => member.Name is not ("key" or "value" or "Key" or "Value"))
            ? map.EnumerateObject().Select(pair => (Key: (string?)pair.Name, Value: pair.Value.AsText()))
            : item.Items(path).Select(tag => (Key: tag.Text("key") ?? tag.Text("Key"), Value: tag.Text("value") ?? tag.Text("Value")));
        return pairs.Where(pair => pair.Key is not null).DistinctBy(pair => pair.Key).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (JsonNode)new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value ?? "" }).ToList() is { Count: > 0 } tags ? new JsonArray([.. tags]) : null;
    }

    /// <summary>The tag "Name", else what the caller falls back to.</summary>
    internal static string Name(JsonArray? tags, params string?[] otherwise) => Drafts.Label(tags, "name") ?? otherwise.First(name => !string.IsNullOrEmpty(name))!;

    internal static JsonObject Place(Scope scope, string? account = null, string? region = null) => new JsonObject { ["provider"] = "AWS" }
        .Put("region", region ?? (scope.Part.Length > 0 ? scope.Part : null))
        .Put("account", account ?? scope.Account);

    /// <summary>Placement of anything but a server: it may be in several zones.</summary>
    internal static JsonObject Places(Scope scope, string? account, IEnumerable<string?> zones) =>
        Place(scope, account).Put("zone", zones.Distinct().Order(StringComparer.Ordinal).List());

    /// <summary>Something of EC2, by its id; its ARN is known too.</summary>
    /// <param name="type">How its ARN names its sort: <c>vpc</c>.</param>
    internal static Draft Ec2(this JsonElement item, string kind, string id, string type, Scope scope, string? name = null)
    {
        var (unique, tags) = (item.Need(id), item.Tags("tagSet"));
        var owner = item.Text("ownerId");
        return new Draft(kind) { ExternalId = unique, Label = Name(tags, name, unique) }
            .Set("unique_id", unique)
            .Set("name", Name(tags, name, unique))
            .Set("datacenters", Places(scope, owner, [item.Text("availabilityZone")]))
            .Tagged(tags)
            .Also(Arn(scope, "ec2", $"{type}/{unique}", owner));
    }

    /// <summary>A network object of EC2.</summary>
    internal static Draft Ec2Network(this JsonElement item, string kind, string id, string type, Scope scope, string? name = null) => item.Ec2(kind, id, type, scope, name)
        .Set("vpc", Drafts.To(item.Text("vpcId")))
        .Set("vpc_id", item.Text("vpcId"))
        .Set("subnet", kind == "subnet" ? null : Drafts.To(item.Text("subnetId")))
        .Set("subnet_id", kind == "subnet" ? null : item.Text("subnetId"))
        .Set("owner_id", item.Text("ownerId"));

    /// <summary>A managed service, by its ARN.</summary>
    internal static Draft Service(string arn, string kind, string name, string product, Scope scope, JsonArray? tags, params IEnumerable<string?> zones) => new Draft(kind) { ExternalId = arn, Label = name }
        .Set("unique_id", arn)
        .Set("name", name)
        .Set("own", true)
        .Set("provider", product)
        .Set("datacenters", Places(scope, null, zones))
        .Tagged(tags);

    /// <summary>What guards a service within its network, and which subnets it is in.</summary>
    internal static Draft Guarded(this Draft draft, IEnumerable<string?> groups, JsonArray? subnets = null)
    {
        if (draft.Fields["datacenters"] is JsonObject place)
            place.Put("security_groups", groups.Order(StringComparer.Ordinal).List()).Put("subnet_zones", subnets);
        return draft;
    }

    /// <summary>Chosen members of every block, by names of their own.</summary>
    internal static JsonArray? Renamed(this IEnumerable<JsonElement> blocks, params (string Name, string Path)[] members) =>
        blocks.Select(block => block.Renamed(members)).Where(block => block.Count > 0).ToList() is { Count: > 0 } some ? new JsonArray([.. some]) : null;

    /// <summary>Chosen members of a block, by names of their own; numbers and flags that came as text stay what they are.</summary>
    internal static JsonObject Renamed(this JsonElement block, params (string Name, string Path)[] members)
    {
        var renamed = new JsonObject();
        foreach (var (name, path) in members)
            renamed.Put(name, Typed(block.At(path)));
        return renamed;
    }

    /// <summary>The object with what other calls say of it.</summary>
    internal static JsonElement With(this JsonElement item, params (string Name, JsonNode? Value)[] members)
    {
        var thing = (JsonObject)item.Node()!;
        foreach (var (name, value) in members)
            thing[name] = value;
        return JsonSerializer.SerializeToElement(thing);
    }

    internal static JsonArray Nodes(this IEnumerable<JsonElement> items) => new([.. items.Select(item => item.Node())]);

    /// <summary>A moment that JSON has as seconds since 1970.</summary>
    internal static JsonNode? Epoch(decimal? seconds) =>
        seconds is > 0 and < 100_000_000_000m and var some ? Drafts.Moment(DateTimeOffset.UnixEpoch.AddMilliseconds((double)(some * 1000)).ToString("O", CultureInfo.InvariantCulture)) : null;

    // XML has only text.
    private static JsonNode? Typed(JsonElement? value) => value is not { } there ? null : there.AsText() switch
    {
        null => there.Node(),
        "true" => true,
        "false" => false,
        // Longer ones are ids.
        { Length: <= 6 } text when (text.Length == 1 || text[0] != '0') && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => text,
    };
}
