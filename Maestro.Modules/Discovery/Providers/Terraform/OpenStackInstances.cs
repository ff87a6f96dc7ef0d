using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Compute instances of OpenStack, with floating addresses and volumes.</summary>
internal sealed class OpenStackInstances() : StateResource("server", "server-list", ["openstack_compute_instance_v2"],
    "openstack_compute_volume_attach_v2", "openstack_compute_floatingip_associate_v2", "openstack_networking_floatingip_associate_v2")
{
    protected override Draft Read(StateObject item)
    {
        var metadata = item.Labels("all_metadata", "metadata");
        var fixedAddress = item.Text("access_ip_v4").Address() ?? item.Items("network").Select(network => network.Text("fixed_ip_v4").Address()).FirstOrDefault(ip => ip is not null);
        return item.StackObject("server")
            .Stated(item.Text("power_state"), Status.Server)
            .Set("ipv4_private", item.Items("network").Select(network => network.Text("fixed_ip_v4").Address()).FirstOrDefault(ip => ip is not null) ?? fixedAddress)
            .Set("ipv4_public", Floating(item) ?? (fixedAddress is not null && Reading.IsPublic(fixedAddress) ? fixedAddress : null))
            .Set("ipv6", item.Items("network").Select(network => network.Text("fixed_ip_v6")?.Trim('[', ']').Address()).List())
            .Set("role", Drafts.Label(metadata, "role"))
            .Set("auth", item.Text("key_pair") is { } key ? new JsonArray(new JsonObject { ["name"] = key, ["type"] = "PKI" }) : null)
            .Set("storage", Storage(item))
            .Set("datacenters", item.StackPlace()
                .Put("zone", item.Text("availability_zone"))
                .Put("type", "Virtual")
                .Put("instance", item.Text("flavor_name") ?? item.Text("flavor_id"))
                .Put("instance_id", item.Id)
                .Put("image_id", item.Text("image_id") is { } image && Guid.TryParse(image, out _) ? image : null)
                .Put("security_groups", item.Texts("security_groups").Order(StringComparer.Ordinal).List()));
    }

    private static string? Floating(StateObject item)
    {
        var associated = item.State.Where("openstack_compute_floatingip_associate_v2", "instance_id", item.Id).Select(one => one.Text("floating_ip"));
        var ports = item.State.Where("openstack_networking_port_v2", "device_id", item.Id).Select(port => port.Text("id"))
            .Concat(item.Items("network").Select(network => network.Text("port"))).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var bound = item.State.Of("openstack_networking_floatingip_v2").Where(one => one.Text("port_id") is { } port && ports.Contains(port)).Select(one => one.Text("address"))
            .Concat(item.State.Of("openstack_networking_floatingip_associate_v2").Where(one => one.Text("port_id") is { } port && ports.Contains(port)).Select(one => one.Text("floating_ip")));
        return associated.Concat(bound).Append(item.Text("floating_ip")).Select(ip => ip.Address()).FirstOrDefault(ip => ip is not null);
    }

    private static JsonArray Storage(StateObject item) => new([.. item.State.Where("openstack_compute_volume_attach_v2", "instance_id", item.Id)
        .Select(one => (Id: one.Text("volume_id"), Device: one.Text("device"))).Where(one => one.Id is not null).DistinctBy(one => one.Id)
        .Select(one =>
        {
            var volume = item.State.Of(OpenStackVolumes.Sorts).FirstOrDefault(volume => volume.Text("id") == one.Id);
            return new JsonObject { ["name"] = one.Device ?? volume?.Text("name") ?? one.Id }
                .Put("device_name", one.Device).Put("unique_id", one.Id).Put("size", volume?.Positive("size")).Put("root", one.Device is "/dev/vda" or "/dev/sda" ? "root" : "secondary");
        })]);
}
