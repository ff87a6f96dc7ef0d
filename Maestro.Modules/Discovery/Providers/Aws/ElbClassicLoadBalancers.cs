using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Classic load balancers. They have no ARN in their own answers; this is the one by which policies name them.</summary>
internal sealed class ElbClassicLoadBalancers() : AwsResource("aws.elb.load_balancers", "load-balancer", "loadbalance-list", "https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html",
    "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTags")
{
    private const int Together = 20;
    private static readonly AwsPaging Paging = AwsPaging.Marker("LoadBalancerDescriptions", "PageSize", 400, "NextMarker");

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var some in session.QueryAllAsync(AwsService.ClassicBalancing, scope.Part, "DescribeLoadBalancers", Paging, [], cancel).Chunk(Together).WithCancellation(cancel))
        {
            var named = some.Where(item => item.Text("LoadBalancerName") is not null).Select((item, at) => ($"LoadBalancerNames.member.{at + 1}", item.Text("LoadBalancerName"))).ToList();
            var tags = named.Count > 0 ? await session.QueryAsync(AwsService.ClassicBalancing, scope.Part, "DescribeTags", named, cancel) : default;
            foreach (var item in some)
                yield return item.With(("Tags", tags.Items("TagDescriptions").Where(one => one.Text("LoadBalancerName") == item.Text("LoadBalancerName")).SelectMany(one => one.Items("Tags")).Nodes()));
        }
    }

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var (name, tags) = (item.Need("LoadBalancerName"), item.Tags("Tags"));
        var arn = AwsObjects.Arn(scope, "elasticloadbalancing", $"loadbalancer/{name}");
        return AwsObjects.Service(arn, "load-balancer", AwsObjects.Name(tags, name), "ELB (AWS)", scope, tags, item.Texts("AvailabilityZones"))
            .Set("provider_created_at", Drafts.Moment(item.Text("CreatedTime")))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("DNSName"))
                .Put("arn", arn)
                .Put("type", "classic")
                .Put("vpc_id", item.Text("VPCId"))
                .Put("healthcheck", item.Text("HealthCheck.Target"))
                .Put("health_check_classic", item.At("HealthCheck")?.Renamed(("target", "Target"), ("interval", "Interval"), ("timeout", "Timeout"), ("unhealthy_threshold", "UnhealthyThreshold"), ("healthy_threshold", "HealthyThreshold")))
                .Put("scheme", item.Text("Scheme"))
                .Put("canonical_hosted_zone", item.Text("CanonicalHostedZoneNameID"))
                .Put("canonical_hosted_zone_name", item.Text("CanonicalHostedZoneName"))
                .Put("backend_server_descriptions", item.Items("BackendServerDescriptions").Renamed(("instance_port", "InstancePort"), ("policy_names", "PolicyNames")))
                .Put("listeners", item.Items("ListenerDescriptions").Renamed(("lb_port", "Listener.LoadBalancerPort"), ("lb_protocol", "Listener.Protocol"), ("instance_port", "Listener.InstancePort"), ("instance_protocol", "Listener.InstanceProtocol"))))
            .Guarded(item.Texts("SecurityGroups"), item.Texts("Subnets").Order(StringComparer.Ordinal).List())
            .Set("servers", Drafts.ToAll(item.Items("Instances").Select(one => one.Text("InstanceId")).Order(StringComparer.Ordinal)));
    }
}
