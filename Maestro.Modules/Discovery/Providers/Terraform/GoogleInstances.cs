using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Compute Engine instances.</summary>
internal sealed class GoogleInstances() : StateResource("server", "server-list", ["google_compute_instance"], "google_compute_attached_disk")
{
    protected override Draft Read(StateObject item)
    {
        var labels = item.Labels("effective_labels", "labels");
        var card = item.First("network_interface");
        var draft = item.Draft("server", item.GooglePath())
            .Set("name", item.Text("name") ?? Google.Last(item.Id))
            .Stated(item.Text("current_status"), Status.Server)
            .Set("hostname", item.Text("hostname"))
            .Set("ipv4_private", card.Text("network_ip").Address())
            .Set("ipv4_public", item.Items("network_interface").SelectMany(one => one.Items("access_config")).Select(access => access.Text("nat_ip").Address()).FirstOrDefault(ip => ip is not null))
            .Set("role", Drafts.Label(labels, "role"))
            .Set("lifecycle", item.First("scheduling").Text("provisioning_model"))
            .Set("storage", Storage(item))
            .Set("datacenters", item.GooglePlace()
                .Put("zone", item.GoogleZone())
                .Put("type", "Virtual")
                .Put("instance", Google.Last(item.Text("machine_type")))
                .Put("instance_id", item.Text("instance_id"))
                .Put("vpc_id", Google.Path(card.Text("network")))
                .Put("subnet_id", Google.Path(card.Text("subnetwork"))))
            .Tagged(labels);
        draft.Set("provider_created_at", Drafts.Moment(item.Text("creation_timestamp")));
        return draft;
    }

    private static JsonArray Storage(StateObject item) => new([.. item.Items("boot_disk").Select(disk => Disk(disk, root: true))
        .Concat(item.Items("attached_disk").Select(disk => Disk(disk, root: false)))
        .DistinctBy(disk => disk["name"]!.GetValue<string>())]);

    private static JsonObject Disk(JsonElement disk, bool root) => new JsonObject { ["name"] = disk.Text("device_name") ?? Google.Last(disk.Text("source")) ?? (root ? "boot" : "disk") }
        .Put("device_name", disk.Text("device_name"))
        .Put("unique_id", Google.Path(disk.Text("source")))
        .Put("size", disk.Items("initialize_params").Select(given => given.Positive("size")).FirstOrDefault())
        .Put("root", root ? "root" : "secondary")
        .Put("delete_termination", root ? disk.Flag("auto_delete") : null);
}
