using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>A list of one type in a subscription.</summary>
/// <param name="Action">Action that a role must allow.</param>
/// <param name="Type">Type below <c>/providers/</c>.</param>
/// <param name="Version">Its <c>api-version</c>.</param>
internal sealed record AzureCall(string Action, string Type, string Version)
{
    private const string Network = "2024-05-01";
    private const string Compute = "2024-07-01";

    internal static readonly AzureCall Machines = Of("Microsoft.Compute/virtualMachines", Compute);
    internal static readonly AzureCall ScaleSets = Of("Microsoft.Compute/virtualMachineScaleSets", Compute);
    internal static readonly AzureCall ScaleSetMachines = Of("Microsoft.Compute/virtualMachineScaleSets/virtualMachines", Compute);
    internal static readonly AzureCall ScaleSetInterfaces = Of("Microsoft.Compute/virtualMachineScaleSets/networkInterfaces", "2018-10-01");
    internal static readonly AzureCall AutoscaleSettings = Of("Microsoft.Insights/autoscaleSettings", "2022-10-01");
    internal static readonly AzureCall Disks = Of("Microsoft.Compute/disks", "2024-03-02");
    internal static readonly AzureCall Snapshots = Of("Microsoft.Compute/snapshots", "2024-03-02");
    internal static readonly AzureCall Images = Of("Microsoft.Compute/images", Compute);
    internal static readonly AzureCall Interfaces = Of("Microsoft.Network/networkInterfaces", Network);
    internal static readonly AzureCall Addresses = Of("Microsoft.Network/publicIPAddresses", Network);
    internal static readonly AzureCall RouteTables = Of("Microsoft.Network/routeTables", Network);
    internal static readonly AzureCall Networks = Of("Microsoft.Network/virtualNetworks", Network);
    internal static readonly AzureCall NatGateways = Of("Microsoft.Network/natGateways", Network);
    internal static readonly AzureCall LoadBalancers = Of("Microsoft.Network/loadBalancers", Network);
    internal static readonly AzureCall SecurityGroups = Of("Microsoft.Network/networkSecurityGroups", Network);
    internal static readonly AzureCall DnsZones = Of("Microsoft.Network/dnsZones", "2018-05-01");
    internal static readonly AzureCall PrivateDnsZones = Of("Microsoft.Network/privateDnsZones", "2020-06-01");
    internal static readonly AzureCall SqlServers = Of("Microsoft.Sql/servers", "2023-08-01");
    internal static readonly AzureCall SqlDatabases = Of("Microsoft.Sql/servers/databases", "2023-08-01");
    internal static readonly AzureCall PostgreSql = Of("Microsoft.DBforPostgreSQL/flexibleServers", "2024-08-01");
    internal static readonly AzureCall MySql = Of("Microsoft.DBforMySQL/flexibleServers", "2023-12-30");
    internal static readonly AzureCall StorageAccounts = Of("Microsoft.Storage/storageAccounts", "2024-01-01");
    internal static readonly AzureCall Clusters = Of("Microsoft.ContainerService/managedClusters", "2024-09-01");
    internal static readonly AzureCall Redis = Of("Microsoft.Cache/redis", "2024-11-01");

    /// <summary>Sizes that a location offers; asked for below the location.</summary>
    internal static readonly AzureCall Sizes = new("Microsoft.Compute/locations/vmSizes/read", "Microsoft.Compute/locations/{location}/vmSizes", Compute);

    /// <summary>Asked below the resource that has them.</summary>
    internal IAsyncEnumerable<JsonElement> Below(AzureSession session, string id, CancellationToken cancel, string more = "") => session.ListAtAsync(Action, $"{id}/{Type[(Type.LastIndexOf('/') + 1)..]}", Version + more, cancel);

    private static AzureCall Of(string type, string version) => new($"{type}/read", type, version);

    internal IAsyncEnumerable<JsonElement> ListAsync(AzureSession session, CancellationToken cancel) => session.ListAsync(Action, Type, Version, cancel);
}

/// <summary>A resource of a subscription; where its resource provider is not registered there is nothing to list.</summary>
internal abstract class AzureResource(string name, string kind, string task, string docs, AzureCall call) : ApiResource<AzureSession>(name, kind, task, docs, call.Action)
{
    public override IReadOnlyList<string> NotAvailable => AzureFault.NotRegistered;

    public override IAsyncEnumerable<JsonElement> ListAsync(AzureSession session, Scope scope, CancellationToken cancel) => call.ListAsync(session, cancel);

    public sealed override Draft? Translate(JsonElement item, Scope scope) => Translate(item);

    protected abstract Draft? Translate(JsonElement item);
}

/// <summary>One whose objects need further lists to say what they are related to.</summary>
internal abstract class AzureJoin<TWith>(string name, string kind, string task, string docs, params AzureCall[] calls) : JoinedResource<AzureSession, TWith>(name, kind, task, docs, [.. calls.Select(call => call.Action)])
{
    public override IReadOnlyList<string> NotAvailable => AzureFault.NotRegistered;

    public sealed override Draft? Translate(Joined<TWith> item, Scope scope) => Translate(item.Item, item.With);

    protected abstract Draft? Translate(JsonElement item, TWith with);
}
