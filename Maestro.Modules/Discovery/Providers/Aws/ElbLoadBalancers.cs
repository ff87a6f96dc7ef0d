using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Load balancers of the second generation, with listeners, target groups and what stands behind them.</summary>
internal sealed class ElbLoadBalancers() : AwsResource("aws.elbv2.load_balancers", "load-balancer", "loadbalance-list", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html",
    "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTags")
{
    // As many as one call for tags takes.
    private const int Together = 20;

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var groups = await AllAsync(session, scope, "DescribeTargetGroups", "TargetGroups", [], cancel).ToListAsync(cancel);
        await foreach (var some in AllAsync(session, scope, "DescribeLoadBalancers", "LoadBalancers", [], cancel).Chunk(Together).WithCancellation(cancel))
        {
            var named = some.Where(item => item.Text("LoadBalancerArn") is not null).Select((item, at) => ($"ResourceArns.member.{at + 1}", item.Text("LoadBalancerArn"))).ToList();
            var tags = named.Count > 0 ? await session.QueryAsync(AwsService.Balancing, scope.Part, "DescribeTags", named, cancel) : default;
            foreach (var item in some)
            {
                var arn = item.Text("LoadBalancerArn");
                var own = arn is null ? item : await AwsSession.StillAsync(WholeAsync(session, scope, item, arn, groups, cancel));
                if (own is { } there)
                    yield return there.With(("Tags", tags.Items("TagDescriptions").Where(one => one.Text("ResourceArn") == arn).SelectMany(one => one.Items("Tags")).Nodes()));
            }
        }
    }

    private static async Task<JsonElement> WholeAsync(AwsSession session, Scope scope, JsonElement item, string arn, List<JsonElement> groups, CancellationToken cancel)
    {
        var listeners = await AllAsync(session, scope, "DescribeListeners", "Listeners", [("LoadBalancerArn", arn)], cancel).ToListAsync(cancel);
        return item.With(("Listeners", listeners.Nodes()), ("TargetGroups", await TargetsAsync(session, scope, groups.Where(group => group.Texts("LoadBalancerArns").Contains(arn)), cancel)));
    }

    private static async Task<JsonArray> TargetsAsync(AwsSession session, Scope scope, IEnumerable<JsonElement> groups, CancellationToken cancel)
    {
        var all = new JsonArray();
        foreach (var group in groups)
        {
            var health = await AwsSession.StillAsync(session.QueryAsync(AwsService.Balancing, scope.Part, "DescribeTargetHealth", [("TargetGroupArn", group.Need("TargetGroupArn"))], cancel));
            if (health is { } said)
                all.Add(group.With(("Targets", said.Items("TargetHealthDescriptions").Nodes())).Node());
        }

        return all;
    }

    private static IAsyncEnumerable<JsonElement> AllAsync(AwsSession session, Scope scope, string action, string list, IReadOnlyList<(string, string?)> parameters, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.Balancing, scope.Part, action, AwsPaging.Marker(list, "PageSize", action == "DescribeListeners" ? 100 : 400, "NextMarker"), parameters, cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var (arn, tags) = (item.Need("LoadBalancerArn"), item.Tags("Tags"));
        return AwsObjects.Service(arn, "load-balancer", AwsObjects.Name(tags, item.Text("LoadBalancerName"), arn), "ELB (AWS)", scope, tags, item.Items("AvailabilityZones").Select(zone => zone.Text("ZoneName")))
            .Stated(item.Text("State.Code"), Status.Resource)
            .Set("status_message", item.Text("State.Reason"))
            .Set("provider_created_at", Drafts.Moment(item.Text("CreatedTime")))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("DNSName"))
                .Put("arn", arn)
                .Put("type", item.Text("Type"))
                .Put("scheme", item.Text("Scheme"))
                .Put("vpc_id", item.Text("VpcId"))
                .Put("ip_address_type", item.Text("IpAddressType"))
                .Put("canonical_hosted_zone", item.Text("CanonicalHostedZoneId"))
                .Put("listeners", item.Items("Listeners").Renamed(("port", "Port"), ("protocol", "Protocol")))
                .Put("target_groups", item.Items("TargetGroups").Renamed(("name", "TargetGroupName"), ("port", "Port"), ("protocol", "Protocol"), ("target_type", "TargetType"))))
            .Guarded(item.Texts("SecurityGroups"), item.Items("AvailabilityZones").OrderBy(zone => zone.Text("ZoneName"), StringComparer.Ordinal).Renamed(("zone", "ZoneName"), ("subnet_id", "SubnetId")))
            .Set("servers", References(item, id => id.StartsWith("i-", StringComparison.Ordinal)))
            .Set("targets", References(item, id => id.StartsWith("arn:", StringComparison.Ordinal)));
    }

    // A target is an instance, an address, or the ARN of a function or of a further load balancer.
    private static JsonArray References(JsonElement item, Func<string, bool> wanted) => new([.. item.Items("TargetGroups")
        .SelectMany(group => group.Items("Targets").Select(target => (Id: target.Text("Target.Id") ?? "", Port: target.Positive("Target.Port") ?? group.Positive("Port"), Protocol: group.Text("Protocol"))))
        .Where(target => wanted(target.Id)).Distinct().OrderBy(target => target.Id, StringComparer.Ordinal)
        .Select(target => Drafts.To(target.Id)!.Put("protocol", target.Protocol).Put("port", target.Port))]);
}
