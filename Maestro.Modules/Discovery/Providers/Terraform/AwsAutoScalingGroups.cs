using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Auto Scaling groups.</summary>
internal sealed class AwsAutoScalingGroups() : StateResource("auto-scaling", "autoscaling-list", ["aws_autoscaling_group"])
{
    protected override Draft Read(StateObject item)
    {
        var tags = Tags(item);
        return item.AwsService("auto-scaling", item.Text("name") ?? item.Id, "AutoScaling (AWS)")
            .Tagged(tags)
            .Set("loadbalance_names", item.Texts("load_balancers").List())
            .Set("role", new JsonObject()
                .Put("arn", item.Arn())
                .Put("min_size", item.Number("min_size"))
                .Put("max_size", item.Number("max_size"))
                .Put("desired_capacity", item.Number("desired_capacity"))
                .Put("health_check_type", item.Text("health_check_type"))
                .Put("health_check_grace_period", item.Number("health_check_grace_period"))
                .Put("default_cooldown", item.Number("default_cooldown"))
                .Put("launch_configuration_name", item.Text("launch_configuration"))
                .Put("launch_template", Drafts.Pick(item.First("launch_template"), "id", "name", "version"))
                .Put("vpc_zone_identifier", item.Texts("vpc_zone_identifier").Order(StringComparer.Ordinal).List()));
    }

    // Here a tag is a block with key and value.
    private static JsonArray? Tags(StateObject item) =>
        item.Items("tag").Where(tag => tag.Text("key") is not null).DistinctBy(tag => tag.Text("key")).OrderBy(tag => tag.Text("key"), StringComparer.Ordinal)
            .Select(tag => (JsonNode)new JsonObject { ["key"] = tag.Text("key"), ["value"] = tag.Text("value") ?? "" }).ToList() is { Count: > 0 } tags ? new JsonArray([.. tags]) : null;
}
