using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Servers of Nova, each with its flavor: since version 2.47 it stands in the server itself, before that there is its id only.</summary>
internal sealed class Servers() : StackJoin<JsonElement>("openstack.servers", "server", "server-list", "https://docs.openstack.org/api-ref/compute/#list-servers-detailed", StackCall.Servers, StackCall.Flavors)
{
    public override async IAsyncEnumerable<Joined<JsonElement>> ListAsync(StackSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        Dictionary<string, JsonElement>? flavors = null;
        await foreach (var item in session.ListAsync(StackCall.Servers, scope.Part, cancel))
        {
            var flavor = item.At("flavor") ?? default;
            if (flavor.Text("id") is { } id && flavor.Text("vcpus") is null)
            {
                flavors ??= await session.ListAsync(StackCall.Flavors, scope.Part, cancel).Where(one => one.Text("id") is not null).ToDictionaryAsync(one => one.Need("id"), cancellationToken: cancel);
                flavor = flavors.GetValueOrDefault(id, flavor);
            }

            yield return new(item, flavor);
        }
    }

    public override Draft? Translate(Joined<JsonElement> item, Scope scope)
    {
        var (server, flavor) = item;
        if (server.Text("status") is "DELETED" or "SOFT_DELETED")
            return null;
        var metadata = Drafts.Labels(server.At("metadata"));
        var addresses = server.Members("addresses").SelectMany(network => network.Value.ValueKind == JsonValueKind.Array ? network.Value.EnumerateArray() : []).ToList();
        var local = V4(addresses, "fixed");
        return Stack.Object(server, "server", scope)
            .Stated(server.Text("status"), Status.Server)
            .Set("ipv4_private", local)
            .Set("ipv4_public", V4(addresses, "floating") ?? (local is not null && Reading.IsPublic(local) ? local : null))
            .Set("ipv6", addresses.Where(address => address.Text("version") == "6").Select(address => address.Text("addr").Address()).List())
            .Set("cpu", flavor.Positive("vcpus"))
            .Set("memory", Drafts.Gigabytes(flavor.Positive("ram")))
            .Set("role", Drafts.Label(metadata, "role"))
            .Set("auth", server.Text("key_name") is { } key ? new JsonArray(new JsonObject { ["name"] = key, ["type"] = "PKI" }) : null)
            .Set("storage", Storage(server, flavor))
            .Set("metas", new JsonObject().Put("networks", server.Members("addresses").Select(network => network.Name).Order(StringComparer.Ordinal).List()).Put("config_drive", server.Flag("config_drive")))
            .Set("datacenters", Stack.Place(server, scope)
                .Put("zone", server.Text("OS-EXT-AZ:availability_zone"))
                .Put("type", "Virtual")
                .Put("instance", flavor.Text("original_name") ?? flavor.Text("name") ?? flavor.Text("id"))
                .Put("instance_id", server.Text("id"))
                .Put("image_id", server.Text("image.id"))
                .Put("host_id", server.Text("hostId"))
                .Put("hypervisor_hostname", server.Text("OS-EXT-SRV-ATTR:hypervisor_hostname"))
                .Put("vm_state", server.Text("OS-EXT-STS:vm_state"))
                .Put("project_id", server.Text("tenant_id") ?? server.Text("project_id"))
                .Put("user_id", server.Text("user_id"))
                .Put("security_groups", server.Items("security_groups").Select(group => group.Text("name")).Order(StringComparer.Ordinal).List())
                .Put("terminated_at", Drafts.Moment(server.Text("OS-SRV-USG:terminated_at"))));
    }

    private static string? V4(IEnumerable<JsonElement> addresses, string type) => addresses
        .Where(address => address.Text("version") == "4" && (address.Text("OS-EXT-IPS:type") ?? "fixed") == type).Select(address => address.Text("addr").Address()).FirstOrDefault(address => address is not null);

    // A server without image starts from the first of its volumes.
    private static JsonArray Storage(JsonElement server, JsonElement flavor)
    {
        var disks = new JsonArray();
        var ownVolume = server.Text("image.id") is null;
        if (!ownVolume && flavor.Positive("disk") is { } size)
            disks.Add(new JsonObject { ["name"] = "built-in", ["root"] = "root" }.Put("size", size));
        foreach (var volume in server.Items("os-extended-volumes:volumes_attached").Where(volume => volume.Text("id") is not null))
        {
            disks.Add(new JsonObject { ["name"] = volume.Text("id"), ["root"] = ownVolume && disks.Count == 0 ? "root" : "secondary", ["unique_id"] = volume.Text("id") }
                .Put("delete_termination", volume.Flag("delete_on_termination")));
        }

        return disks;
    }
}
