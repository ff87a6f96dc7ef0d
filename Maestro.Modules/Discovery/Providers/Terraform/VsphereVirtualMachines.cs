using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Virtual machines of vSphere. Their uuid is the one in their firmware, by which facts find them.</summary>
internal sealed class VsphereVirtualMachines() : StateResource("server", "server-list", ["vsphere_virtual_machine"])
{
    protected override Draft Read(StateObject item)
    {
        var uuid = Guid.TryParse(item.Text("uuid") ?? item.Id, out var parsed) ? parsed.ToString() : null;
        var addresses = item.Texts("guest_ip_addresses").Prepend(item.Text("default_ip_address")).Select(ip => ip.Address()).OfType<string>().Distinct().ToList();
        var inner = addresses.Where(ip => !ip.Contains(':')).ToList();
        return item.Draft("server", item.Id)
            .Set("name", item.Text("name") ?? item.Id)
            .Stated(item.Text("power_state"), Status.Server)
            .Set("product_uuid", uuid)
            .Set("ipv4_private", inner.FirstOrDefault(ip => !Reading.IsPublic(ip)) ?? inner.FirstOrDefault())
            .Set("ipv4_public", inner.FirstOrDefault(Reading.IsPublic))
            .Set("ipv6", addresses.Where(Reading.IsGlobalV6).List())
            .Set("cpu", item.Positive("num_cpus"))
            .Set("memory", Drafts.Gigabytes(item.Positive("memory")))
            .Set("os", Os(item.Text("guest_id")))
            .Set("notes", item.Text("annotation"))
            .Set("storage", Storage(item))
            .Set("datacenters", new JsonObject()
                .Put("type", "Virtual")
                .Put("host_id", item.Text("host_system_id"))
                .Put("hypervisor", "vSphere"))
            .Also(uuid is null ? null : $"uuid:{uuid}");
    }

    private static JsonObject? Os(string? guest) => guest?.ToLowerInvariant() switch
    {
        null => null,
        var id when id.StartsWith("win", StringComparison.Ordinal) => new JsonObject { ["base"] = "Windows" },
        var id when id.StartsWith("solaris", StringComparison.Ordinal) => new JsonObject { ["base"] = "Solaris" },
        var id when id.StartsWith("freebsd", StringComparison.Ordinal) => new JsonObject { ["base"] = "FreeBSD" },
        var id when id.StartsWith("darwin", StringComparison.Ordinal) => new JsonObject { ["base"] = "MacOS" },
        _ => new JsonObject { ["base"] = "Linux" },
    };

    private static JsonArray Storage(StateObject item) => new([.. item.Items("disk").Select((disk, at) => new JsonObject { ["name"] = disk.Text("label") ?? FormattableString.Invariant($"disk{at}") }
        .Put("size", disk.Positive("size"))
        .Put("root", at == 0 ? "root" : "secondary")
        .Put("volume_id", disk.Text("uuid"))).DistinctBy(disk => disk["name"]!.GetValue<string>())]);
}
