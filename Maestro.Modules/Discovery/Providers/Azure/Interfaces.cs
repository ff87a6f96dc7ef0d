using System.Text.Json;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>The network interfaces of a subscription: they join machines with addresses, load balancers, security groups and subnets.</summary>
internal sealed class Interfaces
{
    private readonly Dictionary<string, JsonElement> byId;
    private readonly ILookup<string?, string> bySubnet;

    internal Interfaces(IReadOnlyList<JsonElement> all)
    {
        byId = all.Where(card => card.Text("id") is not null).DistinctBy(card => Arm.Lower(card.Text("id"))).ToDictionary(card => Arm.Lower(card.Text("id"))!, StringComparer.Ordinal);
        bySubnet = all.Where(card => MachineOf(card) is not null).SelectMany(card => card.Items("properties.ipConfigurations").Select(one => (Subnet: Arm.Lower(one.Text("properties.subnet.id")), Machine: MachineOf(card)!)))
            .ToLookup(pair => pair.Subnet, pair => pair.Machine);
    }

    internal static async Task<Interfaces> ListAsync(AzureSession session, CancellationToken cancel) => new(await AzureCall.Interfaces.ListAsync(session, cancel).ToListAsync(cancel));

    /// <summary>The machine that an interface is attached to.</summary>
    internal static string? MachineOf(JsonElement card) => Arm.Lower(card.Text("properties.virtualMachine.id"));

    internal JsonElement Of(string? id) => id is null ? default : byId.GetValueOrDefault(Arm.Lower(id)!);

    /// <summary>The machine behind an IP configuration of an interface: <c>…/networkInterfaces/n/ipConfigurations/c</c>.</summary>
    internal string? MachineBehind(string? configuration) => Arm.Before(configuration, "ipConfigurations") is { } card && byId.TryGetValue(card, out var found) ? MachineOf(found) : null;

    /// <summary>Machines with an interface in a subnet.</summary>
    internal IEnumerable<string> MachinesIn(string? subnet) => bySubnet[Arm.Lower(subnet)];

    /// <summary>Machines with one of these interfaces.</summary>
    internal IEnumerable<string?> MachinesOf(IEnumerable<string?> cards) => cards.Select(card => MachineOf(Of(card)));
}
