using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What a crawl ties together: each relation that a map is drawn from is said by some recorded answer, as the other thing's own id.</summary>
public sealed class RelationsTests
{
    public static TheoryData<string, string, string> Relations => new()
    {
        { "aws.elbv2.load_balancers", "servers", "i-" },
        { "aws.elb.load_balancers", "servers", "i-" },
        { "azure.load_balancers", "servers", "/subscriptions/" },
        { "digitalocean.load_balancers", "servers", "do:droplet:" },
        { "openstack.load_balancers", "servers", "" },
        { "aws.ec2.volumes", "servers", "i-" },
        { "azure.disks", "servers", "/subscriptions/" },
        { "digitalocean.volumes", "servers", "do:droplet:" },
        { "openstack.volumes", "servers", "" },
        { "aws.ec2.network_interfaces", "servers", "i-" },
        { "aws.ec2.network_interfaces", "subnet", "subnet-" },
        { "aws.ec2.network_interfaces", "vpc", "vpc-" },
        { "aws.ec2.subnets", "vpc", "vpc-" },
        { "aws.ec2.security_groups", "servers", "i-" },
        { "openstack.security_groups", "servers", "" },
        { "aws.autoscaling.groups", "servers", "i-" },
        { "aws.rds.instances", "subnets", "subnet-" },
        { "aws.lambda.functions", "deps", "arn:aws:lambda:us-east-1:123456789012:layer:" },
        { "aws.lambda.functions", "deps", "arn:aws:sqs:" },
        { "aws.lambda.functions", "deps", "arn:aws:dynamodb:" },
        { "aws.sns.topics", "deps", "arn:aws:sqs:" },
        { "aws.s3.buckets", "notifies", "arn:aws:lambda:" },
        { "aws.s3.buckets", "notifies", "arn:aws:sqs:" },
        { "aws.s3.buckets", "notifies", "arn:aws:sns:" },
        { "aws.eks.clusters", "nodes", "i-" },
        { "azure.kubernetes_clusters", "nodes", "/subscriptions/" },
        { "digitalocean.kubernetes_clusters", "nodes", "do:droplet:" },
    };

    [Theory]
    [MemberData(nameof(Relations))]
    public async Task A_recorded_answer_says_it(string name, string field, string begins)
    {
        var resource = ApiLine.Of(name);
        await using var server = await ProviderServer.StartAsync(resource.Provider, name);
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider(resource.Provider), server);
        var said = (await ApiLine.ReadAsync(resource, session)).Select(one => one.Draft).OfType<Draft>().SelectMany(draft => Externals(draft.Fields[field])).ToList();
        Assert.Contains(said, id => id.StartsWith(begins, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Externals(JsonNode? node) => node switch
    {
        JsonObject thing => thing.SelectMany(pair => pair.Key == "external_id" && pair.Value is JsonValue value ? [value.ToString()] : Externals(pair.Value)),
        JsonArray list => list.SelectMany(Externals),
        _ => [],
    };
}
