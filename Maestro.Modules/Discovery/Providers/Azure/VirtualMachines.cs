using System.Runtime.CompilerServices;
using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Virtual machines, with power state, size and addresses from four further lists.</summary>
internal sealed class VirtualMachines() : AzureJoin<MachineFacts>("azure.virtual_machines", "server", "server-list", "https://learn.microsoft.com/rest/api/compute/virtual-machines/list-all",
    AzureCall.Machines, AzureCall.Sizes, AzureCall.Interfaces, AzureCall.Addresses)
{
    public override async IAsyncEnumerable<Joined<MachineFacts>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var machines = await AzureCall.Machines.ListAsync(session, cancel).ToListAsync(cancel);
        if (machines.Count == 0)
            yield break;
        var power = await PowerAsync(session, cancel);
        var cards = await Interfaces.ListAsync(session, cancel);
        var addresses = await PublicIps.AddressesAsync(session, cancel);
        var sizes = await Machines.SizesAsync(session, machines, cancel);
        foreach (var machine in machines)
        {
            yield return new(machine, new(
                power.GetValueOrDefault(Arm.Lower(machine.Text("id")) ?? ""),
                Machines.SizeOf(machine, sizes),
                Machines.CardsOf(machine, cards),
                addresses));
        }
    }

    // A list of all machines that says nothing but how they are.
    private static async Task<Dictionary<string, string?>> PowerAsync(AzureSession session, CancellationToken cancel)
    {
        var power = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var one in session.ListAsync(AzureCall.Machines.Action, AzureCall.Machines.Type, $"{AzureCall.Machines.Version}&statusOnly=true", cancel))
        {
            if (Arm.Lower(one.Text("id")) is { } id)
                power[id] = Machines.PowerOf(one);
        }

        return power;
    }

    protected override Draft Translate(JsonElement item, MachineFacts with) => Machines.Draft(item, with);
}
