using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>EC2 instances.</summary>
internal sealed class AwsInstances() : StateResource("server", "server-list", ["aws_instance"])
{
    protected override Draft? Read(StateObject item)
    {
        var state = item.Text("instance_state");
        if (state is "terminated" or "shutting-down")
            return null;
        var tags = item.AwsTags();
        return item.Draft("server", item.Id)
            .Set("name", item.AwsName())
            .Stated(state, Status.Server)
            .Set("ipv4_private", item.Text("private_ip").Address())
            .Set("ipv4_public", item.Text("public_ip").Address())
            .Set("ipv6", item.Texts("ipv6_addresses").Select(address => address.Address()).List())
            .Set("dns_private", item.Text("private_dns"))
            .Set("dns_public", item.Text("public_dns"))
            .Set("cpu", Cores(item))
            .Set("role", Drafts.Label(tags, "role"))
            .Set("auth", item.Text("key_name") is { } key ? new JsonArray(new JsonObject { ["name"] = key, ["type"] = "PKI" }) : null)
            .Set("ebs_optimized", item.Flag("ebs_optimized"))
            .Set("lifecycle", item.Text("instance_lifecycle"))
            .Set("storage", Storage(item))
            .Set("datacenters", Placement(item))
            .Set("metas", new JsonObject().Put("iam_instance_profile", item.Text("iam_instance_profile")))
            .Tagged(tags);
    }

    private static decimal? Cores(StateObject item)
    {
        var options = item.First("cpu_options");
        var cores = options.Positive("core_count") ?? item.Positive("cpu_core_count");
        return cores * (options.Positive("threads_per_core") ?? item.Positive("cpu_threads_per_core") ?? 1);
    }

    private static JsonObject Placement(StateObject item) => item.AwsPlace()
        .Put("zone", item.Text("availability_zone"))
        .Put("type", "Virtual")
        .Put("instance", item.Text("instance_type"))
        .Put("instance_id", item.Id)
        .Put("subnet_id", item.Text("subnet_id"))
        .Put("security_groups", item.Texts("vpc_security_group_ids").Order(StringComparer.Ordinal).List())
        .Put("image_id", item.Text("ami"))
        .Put("arn", item.Arn())
        .Put("cloudwatch_monitoring", item.Flag("monitoring") switch { true => "enabled", false => "disabled", null => null });

    private static JsonArray Storage(StateObject item)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var disks = item.Items("root_block_device").Select(disk => (Disk: disk, Root: true)).Concat(item.Items("ebs_block_device").Select(disk => (Disk: disk, Root: false)));
        return new JsonArray([.. disks.Select(pair => Disk(pair.Disk, pair.Root)).Where(disk => seen.Add(disk["name"]!.GetValue<string>()))]);
    }

    private static JsonObject Disk(JsonElement disk, bool root) => new JsonObject { ["name"] = disk.Text("device_name") ?? disk.Text("volume_id") ?? "disk" }
        .Put("device_name", disk.Text("device_name"))
        .Put("unique_id", disk.Text("volume_id"))
        .Put("size", disk.Positive("volume_size"))
        .Put("root", root ? "root" : "secondary")
        .Put("delete_termination", disk.Flag("delete_on_termination"));
}
