using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Providers.Json;

/// <summary>
/// Rows of a JSON file. Field names are those of the Kind; what Maestro 0.6 called otherwise, or wrote but nobody reads,
/// is put right. Checking is the planner's: here nothing is judged.
/// </summary>
internal abstract class Rows(string name, string task, params string[] kinds) : Resource<JsonSession, Row>
{
    /// <summary>What every record carries and nobody sends, and 0.6's internals.</summary>
    private static readonly string[] Envelope =
    [
        "id", "_id", "kind", "state", "version", "active", "owner", "owner_name", "roles", "grants", "level", "accountant", "checksum", "created_at", "updated_at",
        "last_seen", "sources", "merged_into", "_links", "url", "hidden", "resources_key", "resource_key",
    ];

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["droplets_ids"] = "droplet_ids",
        ["plataform"] = "platform",
    };

    private static readonly Dictionary<string, string> Families = new(StringComparer.OrdinalIgnoreCase)
    {
        ["VpcPeering"] = "Peering", ["VpnGateways"] = "VpnGateway", ["VpcEndpoint"] = "Endpoint", ["RouteTables"] = "RouteTable", ["NetworkInterfaces"] = "NetworkInterface",
        ["PublicIpAddress"] = "PublicIp", ["VirtualNetwork"] = "Vpc", ["Ports"] = "NetworkInterface",
    };

    public override string Name => name;
    public override string Kind => kinds.Length == 1 ? kinds[0] : "";
    public override string Task => task;
    public override string Docs => "/api/docs";

    protected override string Label(Row item) => item.Label;

    public override IAsyncEnumerable<Row> ListAsync(JsonSession session, Scope scope, CancellationToken cancel) => session.Rows.Where(row => Takes(row.Kind)).ToAsyncEnumerable();

    protected virtual bool Takes(Kind kind) => kinds.Contains(kind.Root);

    public override Draft Translate(Row item, Scope scope)
    {
        if (item.Value.ValueKind != JsonValueKind.Object)
            return new Draft(item.Kind.Name) { Label = item.Label }.Wrong("", "must be an object");
        var fields = (JsonObject)Cleaned(item.Value.Node())!;
        Guid? id = Guid.TryParse(fields["id"].Text(), out var given) ? given : null;
        foreach (var unwanted in fields.Select(pair => pair.Key).Where(key => Envelope.Contains(key) && item.Kind.Find(key) is null).ToList())
            fields.Remove(unwanted);
        foreach (var (old, now) in Renamed)
        {
            if (fields.Remove(old, out var value) && !fields.ContainsKey(now))
                fields[now] = value;
        }

        if (fields["family"].Text() is { } family)
            fields["family"] = Families.GetValueOrDefault(family, Spelling.Correct(family));
        var draft = new Draft(item.Kind.Name) { Fields = fields, Label = item.Label, NewId = id, ExternalId = id is { } known ? $"id:{known}" : Recognised(item.Kind, fields) };
        Old.Drop(item.Kind, fields);
        return draft;
    }

    // A server is recognised by its addresses and names; one that has only a name is recognised by that.
    private static string? Recognised(Kind kind, JsonObject fields) =>
        kind.Root == "server" && fields["unique_id"] is null && fields["hostname"].Text() is null or "" && fields["datacenters"].At("instance_id") is null
            && (fields["ipv4_private"] is null || fields["datacenters"] is null) && fields["name"].Text() is { Length: > 0 } name
            ? $"name:{name.ToLowerInvariant()}"
            : null;

    // The manual's own example holds "services": [{}] and "tags": [{}]; ids of 0.6 mean nothing here.
    private static JsonNode? Cleaned(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject thing:
                thing.Remove("_id");
                foreach (var member in thing.Select(pair => pair.Value).ToList())
                    Cleaned(member);
                return thing;
            case JsonArray list:
                for (var at = list.Count - 1; at >= 0; at--)
                {
                    if (Cleaned(list[at]) is JsonObject { Count: 0 })
                        list.RemoveAt(at);
                }

                return list;
            default:
                return node;
        }
    }
}

internal sealed class ServerRows() : Rows("json.servers", "server-list", "server");

internal sealed class VolumeRows() : Rows("json.volumes", "volumes-list", "volume");

internal sealed class SnapshotRows() : Rows("json.snapshots", "snapshot-list", "snapshot");

internal sealed class ImageRows() : Rows("json.images", "images-list", "image");

internal sealed class ApplicationRows() : Rows("json.applications", "applications-list", "application");

internal sealed class FlavorRows() : Rows("json.flavors", "flavor-list", "flavor");

internal sealed class NetworkRows() : Rows("json.networks", "network-list", "network");

internal sealed class OtherRows() : Rows("json.others", "records-list")
{
    private static readonly string[] Elsewhere = ["server", "volume", "snapshot", "image", "application", "flavor", "network"];

    protected override bool Takes(Kind kind) => !Elsewhere.Contains(kind.Root);
}
