using System.Runtime.CompilerServices;
using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Machines of uniform scale sets, nodes of AKS among them: Azure lists them below their set only.</summary>
internal sealed class ScaleSetMachines() : AzureJoin<MachineFacts>("azure.scale_set_machines", "server", "server-list", "https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-set-vms/list",
    AzureCall.ScaleSets, AzureCall.ScaleSetMachines, AzureCall.ScaleSetInterfaces, AzureCall.Sizes)
{
    private static readonly Dictionary<string, string?> NoAddresses = [];

    public override async IAsyncEnumerable<Joined<MachineFacts>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sets = await AzureCall.ScaleSets.ListAsync(session, cancel).Where(set => !ScaleSets.IsFlexible(set) && set.Text("id") is not null).ToListAsync(cancel);
        var sizes = await Machines.SizesAsync(session, sets, cancel);
        foreach (var set in sets)
        {
            var cards = new Interfaces(await AzureCall.ScaleSetInterfaces.Below(session, set.Need("id"), cancel).ToListAsync(cancel));
            await foreach (var machine in AzureCall.ScaleSetMachines.Below(session, set.Need("id"), cancel, "&$expand=instanceView"))
                yield return new(machine, new(Machines.PowerOf(machine), Machines.SizeOf(machine, sizes), Machines.CardsOf(machine, cards), NoAddresses));
        }
    }

    protected override Draft Translate(JsonElement item, MachineFacts with) => Machines.Draft(item, with);
}
