using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>What a machine's own entry does not say.</summary>
internal sealed record MachineFacts(string? Power, JsonElement Size, IReadOnlyList<JsonElement> Cards, IReadOnlyDictionary<string, string?> Addresses);

/// <summary>Makes servers of machines, be they of their own or of a scale set.</summary>
internal static class Machines
{
    private const string PowerState = "PowerState/";

    /// <summary>Sizes of the locations that machines stand in, by name.</summary>
    internal static async Task<IReadOnlyDictionary<string, JsonElement>> SizesAsync(AzureSession session, IEnumerable<JsonElement> machines, CancellationToken cancel)
    {
        var sizes = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var location in machines.Select(machine => Arm.Location(machine.Text("location"))).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            await foreach (var size in session.ListAsync(AzureCall.Sizes.Action, AzureCall.Sizes.Type.Replace("{location}", Uri.EscapeDataString(location), StringComparison.Ordinal), AzureCall.Sizes.Version, cancel))
                sizes.TryAdd(size.Text("name") ?? "", size);
        }

        return sizes;
    }

    internal static JsonElement SizeOf(JsonElement machine, IReadOnlyDictionary<string, JsonElement> sizes) => Size(machine) is { } name ? sizes.GetValueOrDefault(name) : default;

    /// <summary>Interfaces of a machine, the primary one first.</summary>
    internal static IReadOnlyList<JsonElement> CardsOf(JsonElement machine, Interfaces cards) =>
        [.. machine.Items("properties.networkProfile.networkInterfaces").OrderByDescending(card => card.Flag("properties.primary") ?? false).Select(card => cards.Of(card.Text("id"))).Where(card => card.ValueKind == JsonValueKind.Object)];

    /// <summary>Power state by the instance view.</summary>
    internal static string? PowerOf(JsonElement machine) =>
        machine.Items("properties.instanceView.statuses").Select(status => status.Text("code")).FirstOrDefault(code => code?.StartsWith(PowerState, StringComparison.Ordinal) == true)?[PowerState.Length..];

    private static string? Size(JsonElement machine) => machine.Text("properties.hardwareProfile.vmSize") ?? machine.Text("sku.name");

    internal static Draft Draft(JsonElement item, MachineFacts with)
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
                .Put("instance", Size(item))
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
