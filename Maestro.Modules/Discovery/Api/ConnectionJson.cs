using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Api;

/// <summary>Connections as JSON: drafts in, states and checks out. No credential is ever printed that is a secret.</summary>
internal static class ConnectionJson
{
    private static readonly string[] Known = ["name", "provider", "method", "datacenter", "regions", "endpoint", "enabled", "switched_off", "new_grants", "tags", "credentials", "schedules"];

    // What an answer holds and a request may send back; it says nothing here.
    private static readonly string[] Envelope = ["id", "kind", "url", "state", "active", "version", "owner", "level", "created_at", "updated_at", "last_seen", "sources", "merged_into"];

    internal static ConnectionDraft Read(JsonObject body)
    {
        if (body.Select(pair => pair.Key).FirstOrDefault(key => !Known.Contains(key) && !Envelope.Contains(key)) is { } unknown)
            throw Problem.Invalid(unknown, $"is no field of a connection; it has {string.Join(", ", Known)}");
        return new ConnectionDraft
        {
            Name = Word(body, "name"),
            Provider = Word(body, "provider")?.ToLowerInvariant(),
            Method = Word(body, "method")?.ToLowerInvariant(),
            Datacenter = body["datacenter"] is { } place ? place.RefId() ?? (Guid.TryParse(place.Text(), out var id) ? id : throw Problem.Invalid("datacenter", "must be the id of a datacenter")) : null,
            Regions = body["regions"] is { } regions ? Texts("regions", regions) : null,
            Endpoint = body.ContainsKey("endpoint") ? Word(body, "endpoint") ?? "" : null,
            Enabled = Flag(body, "enabled"),
            Scheduled = Flag(body, "schedules") ?? true,
            SwitchedOff = body["switched_off"] is { } off ? Texts("switched_off", off) : null,
            NewGrants = body["new_grants"] is { } grants ? Grants(grants) : null,
            Tags = body["tags"] is { } tags ? tags as JsonArray ?? throw Problem.Invalid("tags", "must be a list of {key, value}") : null,
            Credentials = body["credentials"] is { } credentials ? credentials as JsonObject ?? throw Problem.Invalid("credentials", "must be an object") : null,
        };
    }

    internal static List<string> Texts(string field, JsonNode node) =>
        node is JsonArray list && list.All(item => item.Text() is not null) ? [.. list.Select(item => item.Text()!)] : throw Problem.Invalid(field, "must be a list of texts");

    private static bool? Flag(JsonObject body, string field) =>
        body[field] is not { } node ? null : node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : throw Problem.Invalid(field, "must be true or false");

    private static string? Word(JsonObject body, string field) =>
        body[field] is not { } node ? null : node.Text() ?? throw Problem.Invalid(field, "must be text");

    private static List<Grant> Grants(JsonNode node) => node is JsonArray list ? [.. list.Select(Grant)] : throw Problem.Invalid("new_grants", "must be a list of {type, id, level}");

    private static Grant Grant(JsonNode? node)
    {
        var (type, id, level) = node is JsonObject grant ? (grant["type"].Text(), grant["id"].Text(), grant["level"].Text()) : (null, null, null);
        return type is "user" or "team" && Guid.TryParse(id, out var subject) && level?.ToLowerInvariant() is "read" or "write" or "admin"
            ? new(new(type, subject), Enum.Parse<Level>(level!, ignoreCase: true))
            : throw Problem.Invalid("new_grants", "each must be {type: user or team, id, level: read, write or admin}");
    }

    internal static JsonNode Of(ProviderView provider) => new JsonObject
    {
        ["name"] = provider.Name, ["label"] = provider.Label, ["datacenters"] = provider.Datacenters, ["has_regions"] = provider.HasRegions, ["tasks"] = Names(provider.Tasks),
        ["methods"] = new JsonArray([.. provider.Methods.Select(method => (JsonNode)new JsonObject
        {
            ["name"] = method.Name, ["label"] = method.Label, ["docs"] = method.Docs, ["steps"] = Names(method.Steps),
            ["credentials"] = new JsonArray([.. method.Fields.Select(field => (JsonNode)new JsonObject
            {
                ["name"] = field.Name, ["label"] = field.Label, ["help"] = field.Help, ["secret"] = field.Secret, ["required"] = field.Required, ["default"] = field.Default,
            })]),
        })]),
        ["resources"] = new JsonArray([.. provider.Resources.Select(resource => (JsonNode)new JsonObject
        {
            ["name"] = resource.Name, ["kind"] = resource.Kind, ["task"] = resource.Task, ["docs"] = resource.Docs, ["permissions"] = Names(resource.Permissions),
        })]),
    };

    internal static JsonNode Of(ConnectionCheck check) => new JsonObject
    {
        ["ok"] = check.Ok, ["identity"] = check.Identity, ["account"] = check.Account, ["regions"] = Names(check.Regions), ["message"] = check.Message,
        ["checks"] = new JsonArray([.. check.Checks.Select(one => (JsonNode)new JsonObject { ["permission"] = one.Permission, ["ok"] = one.Ok, ["message"] = one.Message })]),
    };

    internal static JsonNode Of(ConnectionState state) => new JsonObject
    {
        ["identity"] = state.Identity, ["account"] = state.Account, ["message"] = state.Message, ["checked_at"] = Moment(state.Checked), ["credentials_changed_at"] = Moment(state.CredentialsChangedAt),
        ["credentials"] = state.Shown?.DeepClone(), ["run"] = state.Run?.Id.ToString(), ["last_run"] = state.Last?.Id.ToString(),
        ["last_status"] = state.Last is { } ended ? RunWords.Of(ended.Status) : null, ["last_message"] = state.Last?.Message, ["last_finished_at"] = Moment(state.Last?.FinishedAt),
    };

    private static string? Moment(DateTimeOffset? moment) => moment is { } there ? Instant.Print(there) : null;

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
