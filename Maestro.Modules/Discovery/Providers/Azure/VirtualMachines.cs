using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>What a virtual machine's own entry does not say.</summary>
internal sealed record MachineFacts(string? Power, JsonElement Size, IReadOnlyList<JsonElement> Cards, IReadOnlyDictionary<string, string?> Addresses);

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
        var sizes = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var location in machines.Select(machine => Arm.Location(machine.Text("location"))).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            await foreach (var size in session.ListAsync(AzureCall.Sizes.Action, AzureCall.Sizes.Type.Replace("{location}", Uri.EscapeDataString(location), StringComparison.Ordinal), AzureCall.Sizes.Version, cancel))
                sizes.TryAdd(size.Text("name") ?? "", size);
        }

        foreach (var machine in machines)
        {
            yield return new(machine, new(
                power.GetValueOrDefault(Arm.Lower(machine.Text("id")) ?? ""),
                sizes.GetValueOrDefault(machine.Text("properties.hardwareProfile.vmSize") ?? ""),
                [.. machine.Items("properties.networkProfile.networkInterfaces").OrderByDescending(card => card.Flag("properties.primary") ?? false).Select(card => cards.Of(card.Text("id"))).Where(card => card.ValueKind == JsonValueKind.Object)],
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
                power[id] = one.Items("properties.instanceView.statuses").Select(status => status.Text("code")).FirstOrDefault(code => code?.StartsWith("PowerState/", StringComparison.Ordinal) == true)?["PowerState/".Length..];
        }

        return power;
    }

    protected override Draft Translate(JsonElement item, MachineFacts with)
    {
        var tags = Drafts.Labels(item.At("tags"));
        var configurations = with.Cards.SelectMany(card => card.Items("properties.ipConfigurations").OrderByDescending(one => one.Flag("properties.primary") ?? false)).ToList();
        var local = configurations.Select(one => one.Text("properties.privateIPAddress").Address()).OfType<string>().ToList();
        var open = configurations.Select(one => Arm.Lower(one.Text("properties.publicIPAddress.id"))).OfType<string>().Select(id => with.Addresses.GetValueOrDefault(id).Address()).OfType<string>().ToList();
        return Arm.Object(item, "server")
            .Stated(with.Power, Status.Server)
            .Set("hostname", item.Text("properties.osProfile.computerName"))
            .Set("ipv4_private", local.FirstOrDefault(address => !address.Contains(':')))
            .Set("ipv4_public", open.FirstOrDefault(address => !address.Contains(':')))
            .Set("ipv6", local.Concat(open).Where(address => address.Contains(':')).List())
            .Set("cpu", with.Size.Positive("numberOfCores"))
            .Set("memory", Drafts.Gigabytes(with.Size.Positive("memoryInMB")))
            .Set("os", Os(item))
            .Set("role", Drafts.Label(tags, "role"))
            .Set("auth", Auth(item))
            .Set("storage", Storage(item))
            .Set("lifecycle", item.Text("properties.priority"))
            .Set("datacenters", Arm.Place(item)
                .Put("zone", item.Texts("zones").FirstOrDefault())
                .Put("type", "Virtual")
                .Put("instance", item.Text("properties.hardwareProfile.vmSize"))
                .Put("instance_id", item.Text("properties.vmId"))
                .Put("image_id", Arm.Lower(item.Text("properties.storageProfile.imageReference.id")))
                .Put("subnet_id", Arm.Lower(configurations.Select(one => one.Text("properties.subnet.id")).FirstOrDefault(id => id is not null)))
                .Put("vpc_id", Arm.Before(configurations.Select(one => one.Text("properties.subnet.id")).FirstOrDefault(id => id is not null), "subnets"))
                .Put("license_type", item.Text("properties.licenseType")));
    }

    private static JsonObject Os(JsonElement item) => new JsonObject()
        .Put("base", item.Text("properties.storageProfile.osDisk.osType"))
        .Put("dist", item.Text("properties.storageProfile.imageReference.offer"))
        .Put("version", item.Text("properties.storageProfile.imageReference.sku"));

    private static JsonArray? Auth(JsonElement item) => item.Text("properties.osProfile.adminUsername") is not { } user ? null
        : new JsonArray(new JsonObject { ["username"] = user, ["type"] = item.Flag("properties.osProfile.linuxConfiguration.disablePasswordAuthentication") == true ? "PKI" : "Password" });

    private static JsonArray Storage(JsonElement item) => new([.. item.Items("properties.storageProfile.osDisk").Select(disk => Disk(disk, "root"))
        .Concat(item.Items("properties.storageProfile.dataDisks").Select(disk => Disk(disk, "secondary"))).DistinctBy(disk => disk["name"]!.GetValue<string>())]);

    private static JsonObject Disk(JsonElement disk, string use) => new JsonObject { ["name"] = disk.Text("name") ?? use }
        .Put("size", disk.Positive("diskSizeGB"))
        .Put("root", use)
        .Put("unique_id", Arm.Lower(disk.Text("managedDisk.id")))
        .Put("storage_account_type", disk.Text("managedDisk.storageAccountType"))
        .Put("create_option", disk.Text("createOption"))
        .Put("write_accelerator_enabled", disk.Flag("writeAcceleratorEnabled"))
        .Put("delete_termination", disk.Text("deleteOption") is { } option ? option == "Delete" : null)
        .Put("vhd", Drafts.Pick(disk.At("vhd") ?? default, "uri"))
        .Put("diff_disk_settings", Drafts.Pick(disk.At("diffDiskSettings") ?? default, "option", "placement"));
}
