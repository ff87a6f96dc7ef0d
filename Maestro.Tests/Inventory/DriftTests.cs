using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Access;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>What is declared beside what is there.</summary>
public sealed class DriftTests(Postgres postgres) : IAsyncLifetime
{
    private static readonly Query Servers = new() { Kind = "server", Order = [new Sort("name", false)] };
    private readonly MovableClock clock = new();
    private World world = null!;
    private Guid place;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync(postgres, clock);
        place = await world.CreateAsync("datacenter", """{"name": "AWS", "provider": "AWS", "regions": ["eu-west-1", "us-east-1"]}""");
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private IDrift Drift => world.Get<IDrift>();

    private Origin Terraform => new() { Provider = "terraform", Key = "lineage", Name = "Terraform", Owner = world.Ana.Owner, Datacenter = place, Tolerant = true };

    private Origin Aws => new() { Provider = "aws", Key = "connection:1", Name = "AWS production", Owner = world.Ana.Owner, Datacenter = place, Tolerant = true };

    private Origin Ansible => new() { Provider = "ansible", Key = "hosts", Name = "Ansible", Owner = world.Ana.Owner, Datacenter = place, Tolerant = true };

    private static Draft Server(string id, string json = "{}", string region = "eu-west-1")
    {
        var fields = (JsonObject)JsonNode.Parse(json)!;
        var placement = (JsonObject?)fields["datacenters"]?.DeepClone() ?? [];
        placement["region"] = region;
        placement["instance_id"] = id;
        fields["datacenters"] = placement;
        fields["unique_id"] = id;
        fields["name"] ??= id;
        return new Draft("server") { ExternalId = id, Fields = fields, Scope = "account/servers" };
    }

    private async Task<DriftEntry> OneAsync(string name) => (await Drift.ListAsync(world.Ana, Servers, [], default)).Rows.Single(entry => entry.Record.Name == name);

    [Theory]
    [InlineData("drift", "managed")]
    [InlineData("seen_by", "aws")]
    public async Task How_things_stand_and_who_sees_them_cannot_be_asked_of_the_past(string path, string value)
    {
        await world.ImportAsync(Aws, [Server("i-1")]);
        var asked = Servers with { Filter = new Filter.Test(path, "", [value]), At = clock.GetUtcNow() };
        Assert.Equal(ProblemKind.Malformed, (await Assert.ThrowsAsync<Problem>(() => world.Get<IInventory>().ListAsync(world.Ana, asked, default))).Kind);
    }

    [Fact]
    public async Task What_is_declared_and_seen_alike_is_managed_and_one_field_that_differs_is_drift()
    {
        await world.ImportAsync(Terraform, [Server("i-1", """{"cpu": 2, "datacenters": {"instance": "t3.micro"}, "tags": [{"key": "env", "value": "prod"}]}"""), Server("i-2", """{"cpu": 4}""")]);
        await world.ImportAsync(Aws, [Server("i-1", """{"cpu": 2, "memory": 8, "status": "Stopped", "datacenters": {"instance": "T3.micro"}, "tags": [{"key": "env", "value": "prod"}]}"""), Server("i-2", """{"cpu": 4}""")]);
        Assert.Equal([DriftStatus.Managed, DriftStatus.Managed], (await Drift.ListAsync(world.Ana, Servers, [], default)).Rows.Select(entry => entry.Status));

        await world.ImportAsync(Aws, [Server("i-1", """{"cpu": 2, "memory": 8, "datacenters": {"instance": "t3.large"}, "tags": [{"key": "env", "value": "test"}]}""")]);
        var drifted = await OneAsync("i-1");
        Assert.Equal(DriftStatus.Drifted, drifted.Status);
        Assert.Equal(["datacenters.instance", "tags[env]"], drifted.Differences.Select(one => one.Field).Order(StringComparer.Ordinal));
        var size = drifted.Differences.Single(one => one.Field == "datacenters.instance").Values;
        Assert.Equal(("t3.micro", "t3.large"), (size["terraform"]!.ToString(), size["aws"]!.ToString()));
        Assert.Equal([("aws", "AWS production", 0), ("terraform", "Terraform", 0)], drifted.Sources.Select(one => (one.Provider, one.Name, one.Missed)));
        Assert.Equal(DriftStatus.Managed, (await OneAsync("i-2")).Status);

        // A person's pin hides nothing: compared is what sources say.
        await world.PatchAsync("server", drifted.Record.Id, """{"datacenters": {"instance": "t3.large"}}""");
        Assert.Equal(DriftStatus.Drifted, (await OneAsync("i-1")).Status);
        await world.ImportAsync(Terraform, [Server("i-1", """{"cpu": 2, "datacenters": {"instance": "t3.large"}, "tags": [{"key": "env", "value": "test"}]}""")]);
        Assert.Equal((DriftStatus.Managed, 0), ((await OneAsync("i-1")).Status, (await OneAsync("i-1")).Differences.Count));
    }

    [Fact]
    public async Task Seen_only_is_unmanaged_typed_by_hand_is_an_orphan_and_a_source_takes_an_orphan_in()
    {
        var id = await world.CreateAsync("server", $$"""{"name": "by hand", "ipv4_private": "10.0.0.9", "datacenters": {"id": "{{place}}"} }""");
        await world.ImportAsync(Aws, [Server("i-1")]);
        Assert.Equal((DriftStatus.Orphan, DriftStatus.Unmanaged), ((await OneAsync("by hand")).Status, (await OneAsync("i-1")).Status));
        Assert.Equal([id], (await Drift.ListAsync(world.Ana, Servers, [DriftStatus.Orphan], default)).Rows.Select(entry => entry.Record.Id));
        await world.ImportAsync(Ansible, [Server("host", """{"ipv4_private": "10.0.0.9"}""")]);
        Assert.Equal(DriftStatus.Unmanaged, (await Drift.ListAsync(world.Ana, Servers with { Ids = [id] }, [], default)).Rows.Single().Status);
    }

    [Fact]
    public async Task What_the_cloud_no_longer_lists_is_missing_though_Terraform_keeps_it_alive()
    {
        await world.ImportAsync(Terraform, [Server("i-1"), Server("i-2")]);
        await world.ImportAsync(Aws, [Server("i-1"), Server("i-2")], null, "account/servers");
        await world.ImportAsync(Aws, [Server("i-2")], null, "account/servers");
        var missing = await OneAsync("i-1");
        Assert.Equal((DriftStatus.Missing, RecordState.Present), (missing.Status, missing.Record.State));
        Assert.Equal(1, missing.Sources.Single(one => one.Provider == "aws").Missed);
        await world.ImportAsync(Aws, [Server("i-1"), Server("i-2")], null, "account/servers");
        Assert.Equal(DriftStatus.Managed, (await OneAsync("i-1")).Status);
    }

    [Fact]
    public async Task What_was_never_listed_is_unchecked_until_its_place_has_been_read_to_the_end()
    {
        await world.ImportAsync(Terraform, [Server("i-1"), Server("i-2", region: "us-east-1"), Server("i-3")]);
        await world.ImportAsync(Aws, [Server("i-3")]);
        Assert.Equal(DriftStatus.Unchecked, (await OneAsync("i-1")).Status);
        await Drift.CoverAsync(world.Ana, Aws with { Owner = world.Ben.Owner }, [("server", "")], default);
        Assert.Equal(DriftStatus.Unchecked, (await OneAsync("i-1")).Status);
        await Drift.CoverAsync(world.Ana, Aws, [("server", "eu-west-1"), ("volume", "us-east-1")], default);
        Assert.Equal([DriftStatus.Missing, DriftStatus.Unchecked, DriftStatus.Managed], (await Drift.ListAsync(world.Ana, Servers, [], default)).Rows.Select(entry => entry.Status));
        // What is declared from now on is known to be missing at once, and found as soon as it is there.
        await world.ImportAsync(Terraform, [Server("i-4")]);
        Assert.Equal(DriftStatus.Missing, (await OneAsync("i-4")).Status);
        await world.ImportAsync(Aws, [Server("i-4")]);
        Assert.Equal(DriftStatus.Managed, (await OneAsync("i-4")).Status);
    }

    [Fact]
    public async Task What_is_measured_on_the_host_is_near_what_was_ordered()
    {
        await world.ImportAsync(Terraform, [Server("i-1", """{"memory": 16, "cpu": 4, "ipv4_private": "10.0.0.1"}""")]);
        var facts = new Draft("server") { ExternalId = "host", Fields = (JsonObject)JsonNode.Parse("""{"hostname": "one", "memory": 15.4, "cpu": 4, "ipv4_private": "10.0.0.1"}""")! };
        await world.ImportAsync(Ansible, [facts]);
        Assert.Equal((DriftStatus.Managed, 2), ((await OneAsync("i-1")).Status, (await OneAsync("i-1")).Sources.Count));
        facts.Fields["memory"] = 8;
        await world.ImportAsync(Ansible, [facts]);
        Assert.Equal(["memory"], (await OneAsync("i-1")).Differences.Select(one => one.Field));
    }

    [Fact]
    public async Task Disks_are_compared_by_what_both_say_of_them()
    {
        await world.ImportAsync(Terraform, [Server("i-1", """{"storage": [{"name": "/dev/sda1", "size": 20, "root": "root"}, {"name": "/dev/sdb", "size": 100}]}""")]);
        await world.ImportAsync(Aws, [Server("i-1", """{"storage": [{"name": "/dev/sda1", "unique_id": "vol-1", "root": "root"}, {"name": "/dev/sdb", "size": 200, "unique_id": "vol-2"}]}""")]);
        var difference = Assert.Single((await OneAsync("i-1")).Differences);
        Assert.Equal("storage[/dev/sdb].size", difference.Field);
    }

    [Fact]
    public async Task Rules_of_a_group_are_alike_whatever_a_source_leaves_out_and_a_new_one_is_drift()
    {
        Draft Group(string rules) => new("security-group")
        {
            ExternalId = "sg-1", Scope = "account/groups", Fields = (JsonObject)JsonNode.Parse($$"""{"name": "web", "unique_id": "sg-1", "ip_permissions": {{rules}}}""")!,
        };
        await world.ImportAsync(Terraform, [Group("""[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8", "172.16.0.0/12"], "self": false, "description": ""}, {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["192.168.0.0/16"], "ipv6_cidr_blocks": []}]""")]);
        await world.ImportAsync(Aws, [Group("""[{"protocol": "-1", "cidr_blocks": ["192.168.0.0/16"]}, {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["172.16.0.0/12", "10.0.0.0/8"]}]""")]);
        var query = new Query { Kind = "network" };
        Assert.Equal(DriftStatus.Managed, (await Drift.ListAsync(world.Ana, query, [], default)).Rows.Single().Status);
        await world.ImportAsync(Aws, [Group("""[{"protocol": "-1", "cidr_blocks": ["192.168.0.0/16"]}, {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}]""")]);
        Assert.Equal(["ip_permissions"], (await Drift.ListAsync(world.Ana, query, [DriftStatus.Drifted], default)).Rows.Single().Differences.Select(one => one.Field));
    }

    [Fact]
    public async Task Everything_begins_with_what_may_be_read_and_is_counted_by_standing()
    {
        await world.ImportAsync(Aws, [Server("i-1"), Server("i-2")]);
        await world.ImportAsync(Terraform, [Server("i-2"), Server("i-3")]);
        var counts = await Drift.CountAsync(world.Ana, Servers, default);
        Assert.Equal((1L, 1L, 1L, 0L, 0L, 0L), (counts[DriftStatus.Unmanaged].Count, counts[DriftStatus.Managed].Count, counts[DriftStatus.Unchecked].Count, counts[DriftStatus.Orphan].Count, counts[DriftStatus.Drifted].Count, counts[DriftStatus.Missing].Count));
        Assert.All((await Drift.CountAsync(world.Ben, Servers, default)).Values, count => Assert.Equal(0, count.Count));
        Assert.Empty((await Drift.ListAsync(world.Ben, Servers, [], default)).Rows);
        Assert.Equal(3, (await Drift.ListAsync(world.Admin, Servers, [], default)).Rows.Count);
        Assert.Equal(ProblemKind.Malformed, (await Assert.ThrowsAsync<Problem>(() => Drift.ListAsync(world.Ana, new Query { Kind = "client" }, [], default))).Kind);
        var walked = new List<string>();
        await foreach (var entry in Drift.StreamAsync(world.Ana, Servers, [DriftStatus.Managed, DriftStatus.Unchecked], default))
            walked.Add(entry.Record.Name);
        Assert.Equal(["i-2", "i-3"], walked);
    }
}
