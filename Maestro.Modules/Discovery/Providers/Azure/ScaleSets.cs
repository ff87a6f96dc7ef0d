using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>What scales a set, and which machines it has.</summary>
internal sealed record ScaleFacts(JsonElement Capacity, IReadOnlyList<string> Machines);

/// <summary>Scale sets: uniform ones have machines of their own, flexible ones have virtual machines that name their set.</summary>
internal sealed class ScaleSets() : AzureJoin<ScaleFacts>("azure.scale_sets", "auto-scaling", "autoscaling-list", "https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-sets/list-all",
    AzureCall.ScaleSets, AzureCall.ScaleSetMachines, AzureCall.Machines, AzureCall.AutoscaleSettings)
{
    internal static bool IsFlexible(JsonElement set) => set.Text("properties.orchestrationMode") == "Flexible";

    public override async IAsyncEnumerable<Joined<ScaleFacts>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sets = await AzureCall.ScaleSets.ListAsync(session, cancel).ToListAsync(cancel);
        if (sets.Count == 0)
            yield break;
        var settings = (await AzureCall.AutoscaleSettings.ListAsync(session, cancel).ToListAsync(cancel)).ToLookup(one => Arm.Lower(one.Text("properties.targetResourceUri")));
        ILookup<string?, string>? flexible = null;
        foreach (var set in sets)
        {
            var id = Arm.Lower(set.Text("id"));
            if (IsFlexible(set))
                flexible ??= (await AzureCall.Machines.ListAsync(session, cancel).ToListAsync(cancel)).Where(machine => machine.Text("id") is not null).ToLookup(machine => Arm.Lower(machine.Text("properties.virtualMachineScaleSet.id")), machine => Arm.Lower(machine.Text("id"))!);
            var machines = IsFlexible(set) ? [.. flexible![id]] : id is null ? [] : await OfAsync(session, set, cancel);
            yield return new(set, new(settings[id].SelectMany(one => one.Items("properties.profiles")).Select(profile => profile.At("capacity") ?? default).FirstOrDefault(), [.. machines.Order(StringComparer.Ordinal)]));
        }
    }

    private static async Task<List<string>> OfAsync(AzureSession session, JsonElement set, CancellationToken cancel) =>
        await AzureCall.ScaleSetMachines.Below(session, set.Need("id"), cancel).Select(machine => Arm.Lower(machine.Text("id"))).OfType<string>().ToListAsync(cancel);

    protected override Draft Translate(JsonElement item, ScaleFacts with)
    {
        var wanted = item.Number("sku.capacity");
        return Arm.Service(item, "auto-scaling", "AutoScaling (Azure)")
            .Provisioned(item)
            .Set("servers", Drafts.ToAll(with.Machines))
            .Set("loadbalance_names", Pools(item).Select(pool => Arm.Segment(pool.Text("id"), "loadBalancers")).Order(StringComparer.Ordinal).List())
            .Set("role", new JsonObject()
                .Put("min_size", Least(with.Capacity.Number("minimum"), wanted))
                .Put("max_size", Most(with.Capacity.Number("maximum"), wanted))
                .Put("desired_capacity", wanted)
                .Put("launch_template", new JsonObject().Put("size", item.Text("sku.name")).Put("image", item.Text("properties.virtualMachineProfile.storageProfile.imageReference.offer")))
                .Put("vpc_zone_identifier", Configurations(item).Select(one => Arm.Lower(one.Text("properties.subnet.id"))).Order(StringComparer.Ordinal).List()))
            .Set("metas", new JsonObject().Put("orchestration_mode", item.Text("properties.orchestrationMode")).Put("upgrade_mode", item.Text("properties.upgradePolicy.mode")));
    }

    // A set may be resized by hand beyond what its autoscale settings say.
    private static decimal? Least(decimal? least, decimal? wanted) => least is { } low && wanted is { } now ? Math.Min(low, now) : least;

    private static decimal? Most(decimal? most, decimal? wanted) => most is { } high && wanted is { } now ? Math.Max(high, now) : most;

    private static IEnumerable<JsonElement> Configurations(JsonElement set) => set.Items("properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations").SelectMany(card => card.Items("properties.ipConfigurations"));

    private static IEnumerable<JsonElement> Pools(JsonElement set) => Configurations(set).SelectMany(one => one.Items("properties.loadBalancerBackendAddressPools"));
}
