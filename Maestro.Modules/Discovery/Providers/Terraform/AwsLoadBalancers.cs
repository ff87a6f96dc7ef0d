using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Load balancers of both generations, with listeners, target groups and the instances behind them.</summary>
internal sealed class AwsLoadBalancers() : StateResource("load-balancer", "loadbalance-list", ["aws_lb", "aws_alb", "aws_elb"],
    "aws_lb_listener", "aws_alb_listener", "aws_lb_target_group", "aws_alb_target_group", "aws_lb_target_group_attachment", "aws_alb_target_group_attachment", "aws_elb_attachment")
{
    protected override Draft Read(StateObject item) => item.Type == "aws_elb" ? Classic(item) : Modern(item);

    private static Draft Modern(StateObject item)
    {
        var listeners = item.State.Of("aws_lb_listener", "aws_alb_listener").Where(listener => listener.Text("load_balancer_arn") == item.Arn()).ToList();
        var groups = TargetGroups(item, listeners);
        return item.AwsService("load-balancer", item.AwsName(item.Text("name")), "ELB (AWS)")
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("dns_name"))
                .Put("arn", item.Arn())
                .Put("type", item.Text("load_balancer_type"))
                .Put("scheme", item.Flag("internal") switch { true => "internal", false => "internet-facing", null => null })
                .Put("vpc_id", item.Text("vpc_id"))
                .Put("ip_address_type", item.Text("ip_address_type"))
                .Put("canonical_hosted_zone", item.Text("zone_id"))
                .Put("listeners", Listeners(listeners))
                .Put("target_groups", Groups(groups)))
            .Set("servers", Targets(item, groups));
    }

    private static List<StateObject> TargetGroups(StateObject item, List<StateObject> listeners)
    {
        var arns = listeners.SelectMany(listener => listener.Items("default_action"))
            .SelectMany(action => action.Items("forward").SelectMany(forward => forward.Items("target_group")).Select(group => group.Text("arn")).Append(action.Text("target_group_arn")))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. item.State.Of("aws_lb_target_group", "aws_alb_target_group").Where(group => group.Arn() is { } arn && arns.Contains(arn) || item.Arn() is { } own && group.Texts("load_balancer_arns").Contains(own))];
    }

    private static JsonArray Listeners(List<StateObject> listeners) =>
        new([.. listeners.Select(listener => new JsonObject().Put("port", listener.Positive("port")).Put("protocol", listener.Text("protocol")))]);

    private static JsonArray Groups(List<StateObject> groups) => new([.. groups.Select(group => new JsonObject()
        .Put("name", group.Text("name"))
        .Put("port", group.Positive("port"))
        .Put("protocol", group.Text("protocol"))
        .Put("target_type", group.Text("target_type")))]);

    private static JsonArray? Targets(StateObject item, List<StateObject> groups)
    {
        var targets = groups.SelectMany(group => item.State.Of("aws_lb_target_group_attachment", "aws_alb_target_group_attachment")
                .Where(attachment => attachment.Text("target_group_arn") == group.Arn() && attachment.Text("target_id") is { } target && target.StartsWith("i-", StringComparison.Ordinal))
                .Select(attachment => (Server: attachment.Text("target_id")!, Port: attachment.Positive("port") ?? group.Positive("port"), Protocol: group.Text("protocol"))))
            .Distinct().OrderBy(target => target.Server, StringComparer.Ordinal);
        return new JsonArray([.. targets.Select(target => Drafts.To(target.Server)!.Put("protocol", target.Protocol).Put("port", target.Port))]);
    }

    private static Draft Classic(StateObject item)
    {
        var check = item.First("health_check");
        var instances = item.Texts("instances").Concat(item.State.Where("aws_elb_attachment", "elb", item.Id).Select(attachment => attachment.Text("instance")).OfType<string>());
        return item.AwsService("load-balancer", item.AwsName(item.Text("name")), "ELB (AWS)")
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("dns_name"))
                .Put("arn", item.Arn())
                .Put("type", "classic")
                .Put("healthcheck", check.Text("target"))
                .Put("scheme", item.Flag("internal") switch { true => "internal", false => "internet-facing", null => null })
                .Put("canonical_hosted_zone", item.Text("zone_id"))
                .Put("listeners", item.Blocks("listener", "lb_port", "lb_protocol", "instance_port", "instance_protocol")))
            .Set("servers", Drafts.ToAll(instances.Order(StringComparer.Ordinal)));
    }
}
