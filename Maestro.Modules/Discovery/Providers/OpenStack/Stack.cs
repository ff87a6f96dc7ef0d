using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>What objects of OpenStack have in common: the uuid by which Terraform knows them too, region, project, metadata as tags.</summary>
internal static class Stack
{
    internal static JsonObject Place(JsonElement item, Scope scope) => new JsonObject { ["provider"] = "OpenStack" }
        .Put("region", scope.Part)
        .Put("account", item.Text("tenant_id") ?? item.Text("project_id") ?? scope.Account);

    /// <summary>Anything in OpenStack, by its uuid.</summary>
    internal static Draft Object(JsonElement item, string kind, Scope scope)
    {
        var id = item.Need("id");
        var zones = item.Texts("availability_zones").Concat(item.Texts("availability_zone")).Distinct().Order(StringComparer.Ordinal);
        return new Draft(kind) { ExternalId = id, Label = item.Text("name") ?? id }
            .Set("unique_id", id)
            .Set("name", item.Text("name") ?? id)
            .Set("description", item.Text("description"))
            .Set("provider_created_at", Drafts.Moment(item.Text("created") ?? item.Text("created_at")))
            .Set("datacenters", Place(item, scope).Put("zone", zones.List()))
            .Tagged(Drafts.Labels(item.At("metadata")) ?? Drafts.Labels(item.At("tags")));
    }

    /// <summary>A network object, with its project; one that is switched off counts as stopped whatever its status says.</summary>
    internal static Draft Network(JsonElement item, string kind, Scope scope) => Object(item, kind, scope)
        .Set("project_id", item.Text("tenant_id") ?? item.Text("project_id"))
        .Set("status", item.Flag("admin_state_up") == false ? Status.Stopped : Status.Resource(item.Text("status")))
        .Set("raw_status", item.Text("status"));

    /// <summary>The server that a port belongs to; null for routers, DHCP and other owners.</summary>
    internal static string? ServerOf(JsonElement port) =>
        port.Text("device_owner") is { } owner && owner.StartsWith("compute:", StringComparison.Ordinal) ? port.Text("device_id") : null;
}

/// <summary>A resource that is listed region by region; where the catalogue lacks its service there is nothing to list.</summary>
internal abstract class StackResource(string name, string kind, string task, string docs, params StackCall[] calls) : ApiResource<StackSession>(name, kind, task, docs, [.. calls.Select(call => call.Rule)])
{
    public override ScopeKind ScopeKind => ScopeKind.Region;

    public override IReadOnlyList<string> NotAvailable => [StackCatalogue.NoService];

    public override IAsyncEnumerable<JsonElement> ListAsync(StackSession session, Scope scope, CancellationToken cancel) => session.ListAsync(calls[0], scope.Part, cancel);
}

/// <summary>One whose objects need a second list to say what they are related to.</summary>
internal abstract class StackJoin<TWith>(string name, string kind, string task, string docs, params StackCall[] calls) : JoinedResource<StackSession, TWith>(name, kind, task, docs, [.. calls.Select(call => call.Rule)])
{
    public override ScopeKind ScopeKind => ScopeKind.Region;

    public override IReadOnlyList<string> NotAvailable => [StackCatalogue.NoService];
}
