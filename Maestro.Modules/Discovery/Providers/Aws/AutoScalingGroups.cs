using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Auto Scaling groups, and the instances that they keep.</summary>
internal sealed class AutoScalingGroups() : AwsResource("aws.autoscaling.groups", "auto-scaling", "autoscaling-list", "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html", "autoscaling:DescribeAutoScalingGroups")
{
    private static readonly AwsPaging Paging = new("AutoScalingGroups", "NextToken", "NextToken", "MaxRecords", 100);

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.AutoScaling, scope.Part, "DescribeAutoScalingGroups", Paging, [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        // It is said only of a group that is being deleted.
        if (item.Text("Status") is not null)
            return null;
        var arn = item.Need("AutoScalingGroupARN");
        return AwsObjects.Service(arn, "auto-scaling", item.Text("AutoScalingGroupName") ?? arn, "AutoScaling (AWS)", scope, item.Tags("Tags"), item.Texts("AvailabilityZones"))
            .Set("provider_created_at", Drafts.Moment(item.Text("CreatedTime")))
            .Set("loadbalance_names", item.Texts("LoadBalancerNames").List())
            .Set("servers", Drafts.ToAll(item.Items("Instances").Select(one => one.Text("InstanceId")).Order(StringComparer.Ordinal)))
            .Set("instances", item.Items("Instances").Renamed(("instance_id", "InstanceId"), ("instance_type", "InstanceType"), ("availability_zone", "AvailabilityZone"), ("lifecycle_state", "LifecycleState"), ("health_status", "HealthStatus")))
            .Set("role", new JsonObject()
                .Put("arn", arn)
                .Put("min_size", item.Number("MinSize"))
                .Put("max_size", item.Number("MaxSize"))
                .Put("desired_capacity", item.Number("DesiredCapacity"))
                .Put("health_check_type", item.Text("HealthCheckType"))
                .Put("health_check_grace_period", item.Number("HealthCheckGracePeriod"))
                .Put("default_cooldown", item.Number("DefaultCooldown"))
                .Put("launch_configuration_name", item.Text("LaunchConfigurationName"))
                .Put("launch_template", Template(item))
                .Put("vpc_zone_identifier", item.Text("VPCZoneIdentifier")?.Split(',').Select(subnet => subnet.Trim()).Order(StringComparer.Ordinal).List()));
    }

    private static JsonObject? Template(JsonElement item) =>
        (item.At("LaunchTemplate") ?? item.At("MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification")) is { } template
            ? new JsonObject().Put("id", template.Text("LaunchTemplateId")).Put("name", template.Text("LaunchTemplateName")).Put("version", template.Text("Version")) : null;
}
