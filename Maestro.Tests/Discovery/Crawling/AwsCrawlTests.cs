using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>A whole account at AWS, crawled as a script would crawl it, and what Terraform adds to it.</summary>
public sealed class AwsCrawlTests(Postgres postgres) : IClassFixture<Postgres>
{
    private const string State = """
        {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "11111111-2222-4333-8444-555555555556", "outputs": {}, "resources": [
          {"mode": "managed", "type": "aws_instance", "name": "web", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"schema_version": 1, "attributes": {
            "id": "i-0aaaaaaaaaaaaaa01", "arn": "arn:aws:ec2:us-east-1:123456789012:instance/i-0aaaaaaaaaaaaaa01", "ami": "ami-0abcdef1234567890", "instance_type": "m6g.large", "instance_state": "running",
            "availability_zone": "us-east-1a", "private_ip": "10.0.1.10", "tags": {"Name": "Web-01.prod"}}}]},
          {"mode": "managed", "type": "aws_sqs_queue", "name": "orders", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"schema_version": 0, "attributes": {
            "id": "https://sqs.us-east-1.amazonaws.com/123456789012/orders.fifo", "url": "https://sqs.us-east-1.amazonaws.com/123456789012/orders.fifo", "arn": "arn:aws:sqs:us-east-1:123456789012:orders.fifo",
            "name": "orders.fifo", "fifo_queue": true}}]}
        ]}
        """;

    private static JsonObject Only(JsonNode list) => (JsonObject)Assert.Single((JsonArray)list["results"]!)!;

    [Fact]
    public async Task A_whole_account_becomes_records_that_know_each_other_and_Terraform_adds_no_second_ones()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "aws", null, [.. ApiLine.Provider("aws").Resources.Select(resource => resource.Name)]);
        var connection = await world.ConnectAsync(world.Draft("aws"));
        var parts = ((JsonArray)(await world.CrawlAsync(connection))["parts"]!).OfType<JsonObject>().ToList();
        Assert.Empty(world.Server.Unknown);
        Assert.Equal(ApiLine.Provider("aws").Resources.Select(resource => resource.Name), parts.Select(part => (string)part["resource"]!).Order(StringComparer.Ordinal));
        Assert.All(parts, part => Assert.True((string)part["status"]! == "complete" || ((string?)part["message"])?.Contains("could not be read", StringComparison.Ordinal) == true, part.ToJsonString()));

        // What arrived later than what points to it is found by the second crawl at the latest.
        var again = await world.CrawlAsync(connection, "volumes-list", "loadbalance-list", "container-orchestration-list", "network-list", "serverless-list");
        Assert.All(((JsonArray)again["parts"]!).OfType<JsonObject>(), part => Assert.Equal(0, (long)part["created"]!));

        var server = Only(await world.GetAsync("servers?unique_id=i-0aaaaaaaaaaaaaa01"));
        var id = (string)server["id"]!;
        Assert.Equal((2, "Cloud"), ((int)server["cpu"]!, (string)server["datacenters"]!["name"]!));
        // AWS says what the one type holds, the flavors what the other does.
        Assert.Equal(8, (int)server["memory"]!);
        Assert.Equal(8, (int)Only(await world.GetAsync("servers?unique_id=i-0aaaaaaaaaaaaaa02"))["memory"]!);
        Assert.Equal(id, (string)Only(await world.GetAsync("volumes?unique_id=vol-0aaaaaaaaaaaaaa01"))["servers"]![0]!["id"]!);
        Assert.Contains(((JsonArray)Only(await world.GetAsync("load-balancers?name=Shop%20front"))["servers"]!).OfType<JsonObject>(), one => (string?)one["id"] == id);
        Assert.Contains(((JsonArray)Only(await world.GetAsync("container-orchestrations?name=prod"))["nodes"]!).OfType<JsonObject>(), one => (string?)one["server"]!["id"] == id);
        Assert.Equal("Main", (string)Only(await world.GetAsync("subnets?unique_id=subnet-0aaaaaaaaaaaaaa01"))["vpc"]!["name"]!);
        var deps = ((JsonArray)Only(await world.GetAsync("serverless?name=checkout"))["deps"]!).Select(one => (string)one!["name"]!).Order(StringComparer.Ordinal);
        Assert.Equal(["Orders", "common", "orders.fifo"], deps);

        var before = (int)(await world.GetAsync("servers?brief=true"))["count"]!;
        var plan = await world.Client.PostAsync($"api/v1/imports?source=terraform&datacenter={world.Datacenter}", new StringContent(State, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var planned = (await plan.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.True(plan.IsSuccessStatusCode, planned.ToJsonString());
        Assert.Equal((0, 2, 0), ((int)planned["counts"]!["create"]!, (int)planned["counts"]!["change"]!, (int)planned["counts"]!["conflict"]!));
        await world.SendAsync(HttpMethod.Post, $"plans/{planned["id"]}/apply", new JsonObject());
        Assert.Equal(before, (int)(await world.GetAsync("servers?brief=true"))["count"]!);
        var both = (JsonObject)await world.GetAsync($"servers/{id}");
        Assert.Equal(("aws_instance.web", "m6g.large"), ((string)both["terraform"]!["address"]!, (string)both["datacenters"]!["instance"]!));
    }
}
