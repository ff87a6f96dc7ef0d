using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery;

/// <summary>Files become plans, and plans records that are linked.</summary>
public sealed class ImportsTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private async Task<(ImportPlan Plan, Applied Applied)> ImportAsync(string source, string text, string name = "web1.json", Guid? datacenter = null)
    {
        var plan = await world.Get<IDiscovery>().PlanAsync(world.Ana, new ImportRequest { Source = source, Files = [new ImportFile(name, new MemoryStream(Reading.Utf8(text)))], Datacenter = datacenter }, default);
        return (plan, await world.Planning.ApplyAsync(world.Ana, plan.Plan.Id, new ApplyOptions(), default));
    }

    private async Task<IReadOnlyList<Modules.Inventory.Record>> ListAsync(string kind) => (await world.Inventory.ListAsync(world.Ana, new Query { Kind = kind }, default)).Rows;

    private const string Facts = """
        {"ansible_facts": {"ansible_nodename": "Web1", "ansible_system": "Linux", "ansible_default_ipv4": {"address": "10.0.0.1"}, "ansible_memtotal_mb": 2048, "ansible_processor_vcpus": 2,
          "ansible_devices": {"sda": {"sectors": "62914560"}}}}
        """;

    [Fact]
    public async Task A_host_without_provider_id_keeps_the_link_from_its_disk_over_repeated_imports()
    {
        var (first, _) = await ImportAsync("ansible", Facts, "Web1.json");
        Assert.Equal(2, first.Plan.Counts.Create);
        var server = Assert.Single(await ListAsync("server"));
        var volume = Assert.Single(await ListAsync("volume"));
        Assert.Equal(server.Id, volume.Fields["servers"]![0].RefId());

        var (second, _) = await ImportAsync("ansible", Facts, "Web1.json");
        Assert.Equal(2, second.Plan.Counts.Unchanged);

        // Only the disk changes: the host, unchanged, is still what it hangs on.
        await ImportAsync("ansible", Facts.Replace("62914560", "125829120", StringComparison.Ordinal), "Web1.json");
        volume = Assert.Single(await ListAsync("volume"));
        Assert.Equal(("60", server.Id), (volume.Fields["size"]!.ToJsonString(), volume.Fields["servers"]![0].RefId()!.Value));
    }

    private static string Sized(string type, string attributes, string lineage, long serial = 1) => $$"""
        {"version": 4, "serial": {{serial}}, "lineage": "{{lineage}}", "resources": [
          {"mode": "managed", "type": "{{type}}", "name": "n", "instances": [{"attributes": { {{attributes}} } }]}]}
        """;

    [Theory]
    [InlineData("aws_instance", "\"id\": \"i-0size\", \"instance_type\": \"a1.large\"", "2", "4")]
    [InlineData("aws_instance", "\"id\": \"i-0size\", \"instance_type\": \"a1.large\", \"cpu_core_count\": 1", "1", "4")]
    [InlineData("aws_instance", "\"id\": \"i-0size\", \"instance_type\": \"nobody.knows\"", null, null)]
    [InlineData("azurerm_linux_virtual_machine", "\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v\", \"name\": \"v\", \"size\": \"Standard_A10\"", "8", "56")]
    [InlineData("google_compute_instance", "\"id\": \"projects/p/zones/z/instances/g\", \"name\": \"g\", \"machine_type\": \"n2-custom-4-8192\"", "4", "8")]
    [InlineData("digitalocean_droplet", "\"id\": \"1\", \"name\": \"d\", \"size\": \"s-2vcpu-4gb\", \"vcpus\": 2, \"memory\": 4096", "2", "4")]
    public async Task Cores_and_memory_come_from_the_catalogue_where_the_state_names_only_the_size(string type, string attributes, string? cpu, string? memory)
    {
        await ImportAsync("terraform", Sized(type, attributes, "L-size"));
        var server = Assert.Single(await ListAsync("server"));
        Assert.Equal((cpu, memory), (server.Fields["cpu"]?.ToJsonString(), server.Fields["memory"]?.ToJsonString()));
    }

    [Fact]
    public async Task A_flavor_of_ones_own_tells_the_size_where_it_is_not_ambiguous()
    {
        await world.CreateAsync("flavor", """{"name": "m1.tiny", "api_name": "m1.tiny", "provider": "OpenStack", "vcpus": 1, "memory": 0.5}""");
        await world.CreateAsync("flavor", """{"name": "m1.odd", "api_name": "m1.odd", "provider": "OpenStack", "vcpus": 1, "memory": 1}""");
        await world.CreateAsync("flavor", """{"name": "m1.odd", "api_name": "m1.odd", "provider": "OpenStack", "vcpus": 2, "memory": 2}""");
        await ImportAsync("terraform", Sized("openstack_compute_instance_v2", "\"id\": \"11111111-0000-4000-8000-000000000001\", \"name\": \"tiny\", \"flavor_name\": \"m1.tiny\"", "L-tiny"));
        await ImportAsync("terraform", Sized("openstack_compute_instance_v2", "\"id\": \"11111111-0000-4000-8000-000000000002\", \"name\": \"odd\", \"flavor_name\": \"m1.odd\"", "L-odd"));
        var servers = (await ListAsync("server")).ToDictionary(server => server.Name);
        Assert.Equal(("1", "0.5"), (servers["tiny"].Fields["cpu"]!.ToJsonString(), servers["tiny"].Fields["memory"]!.ToJsonString()));
        Assert.Null(servers["odd"].Fields["cpu"]);
    }

    [Fact]
    public async Task Facts_of_the_host_win_over_the_catalogue_of_sizes()
    {
        await ImportAsync("terraform", Sized("aws_instance", "\"id\": \"i-0size\", \"instance_type\": \"a1.large\", \"private_ip\": \"10.0.0.1\"", "L-facts"), datacenter: await world.CreateAsync("datacenter", """{"name": "Here", "provider": "AWS"}"""));
        var here = Assert.Single(await ListAsync("datacenter")).Id;
        await ImportAsync("ansible", Facts, datacenter: here);
        var server = Assert.Single(await ListAsync("server"));
        Assert.Equal(("2", "2"), (server.Fields["cpu"]!.ToJsonString(), server.Fields["memory"]!.ToJsonString()));
    }

    [Fact]
    public async Task An_older_state_says_so_in_its_plan_and_changes_nothing()
    {
        static string Aws(long serial, string type) => Sized("aws_instance", $"\"id\": \"i-0serial\", \"instance_type\": \"{type}\"", "L-serial", serial);
        await ImportAsync("terraform", Aws(7, "a1.xlarge"));
        var (old, applied) = await ImportAsync("terraform", Aws(5, "a1.large"));
        var row = Assert.Single(old.Plan.Rows);
        Assert.Equal((PlanAction.Unchanged, "this state (serial 5) is older than the one read last (serial 7): nothing is taken from it"), (row.Action, row.Warnings[""].Single()));
        Assert.Null(applied.ChangeSet);
        var server = Assert.Single(await ListAsync("server"));
        Assert.Equal((server.Id, "a1.xlarge"), (row.Id, server.Fields["datacenters"]!["instance"].Text()));

        // The newer one is still the measure after that, and a newer one yet is read.
        Assert.Equal(1, (await ImportAsync("terraform", Aws(6, "a1.large"))).Plan.Plan.Counts.Unchanged);
        Assert.Equal(1, (await ImportAsync("terraform", Aws(8, "a1.large"))).Plan.Plan.Counts.Change);
    }

    [Fact]
    public async Task What_an_older_state_alone_names_is_not_created_and_nothing_goes_missing()
    {
        static string Two(long serial, string id) => Sized("aws_instance", $"\"id\": \"{id}\"", "L-two", serial);
        await ImportAsync("terraform", Two(2, "i-0new"));
        var (old, _) = await ImportAsync("terraform", Two(1, "i-0old"));
        Assert.Equal((0, 1, 0), (old.Plan.Counts.Create, old.Plan.Counts.Unchanged, old.Plan.Counts.Change));
        Assert.Equal("i-0new", Assert.Single(await ListAsync("server")).Fields["unique_id"].Text());
    }

    [Fact]
    public async Task A_plan_of_an_older_state_is_refused_once_a_newer_one_has_been_applied()
    {
        static string At(long serial, string id) => Sized("aws_instance", $"\"id\": \"{id}\"", "L-race", serial);
        var waiting = await world.Get<IDiscovery>().PlanAsync(world.Ana, new ImportRequest { Source = "terraform", Files = [new ImportFile("s", new MemoryStream(Reading.Utf8(At(1, "i-0a"))))] }, default);
        await ImportAsync("terraform", At(2, "i-0b"));
        var refused = await Assert.ThrowsAsync<Problem>(() => world.Planning.ApplyAsync(world.Ana, waiting.Plan.Id, new ApplyOptions(), default));
        Assert.Equal(ProblemKind.Conflict, refused.Kind);
        Assert.Equal("i-0b", Assert.Single(await ListAsync("server")).Fields["unique_id"].Text());
    }

    [Fact]
    public async Task A_value_that_a_pin_holds_back_is_a_warning_of_its_row()
    {
        static string Named(string name) => Sized("aws_instance", $"\"id\": \"i-0pin\", \"tags\": {{\"Name\": \"{name}\"}}", "L-pin");
        await ImportAsync("terraform", Named("first"));
        var id = Assert.Single(await ListAsync("server")).Id;
        await world.PatchAsync("server", id, """{"name": "mine"}""");
        var (plan, _) = await ImportAsync("terraform", Named("second"));
        var row = Assert.Single(plan.Plan.Rows);
        Assert.Equal(["pinned: kept as observed"], row.Warnings["name"]);
        Assert.Equal("mine", Assert.Single(await ListAsync("server")).Name);
    }

    private static string State(params string[] ids) => $$"""
        {"version": 4, "serial": 1, "lineage": "L9", "resources": [
          {"mode": "managed", "type": "aws_vpc", "name": "v", "instances": [{"attributes": {"id": "vpc-9", "cidr_block": "10.0.0.0/16"} }]},
          {"mode": "managed", "type": "aws_subnet", "name": "s", "instances": [{"attributes": {"id": "subnet-9", "vpc_id": "vpc-9", "cidr_block": "10.0.1.0/24"} }]},
          {{string.Join(',', ids.Select(Instance))}}]}
        """;

    private static string Instance(string id) =>
        $$"""{"mode": "managed", "type": "aws_instance", "name": "n", "instances": [{"index_key": "{{id}}", "attributes": {"id": "{{id}}", "instance_state": "running"} }]}""";

    [Fact]
    public async Task What_a_state_no_longer_holds_goes_missing_and_then_gone()
    {
        await ImportAsync("terraform", State("i-00000001", "i-00000002"));
        var subnet = Assert.Single(await ListAsync("subnet"));
        Assert.Equal(Assert.Single(await ListAsync("vpc")).Id, subnet.Fields["vpc"].RefId());

        await ImportAsync("terraform", State("i-00000001"));
        Assert.Equal([RecordState.Missing, RecordState.Present], (await ListAsync("server")).OrderByDescending(server => server.Name, StringComparer.Ordinal).Select(server => server.State));
        await ImportAsync("terraform", State("i-00000001"));
        Assert.Equal("i-00000001", Assert.Single(await ListAsync("server")).Name);
    }

    [Fact]
    public async Task Facts_find_the_server_that_a_state_described()
    {
        await ImportAsync("terraform", State("i-0aaaaaaaaaaaaaa01"));
        await ImportAsync("ansible", """{"ansible_facts": {"ansible_nodename": "ip-10", "ansible_system": "Linux", "ansible_board_asset_tag": "i-0aaaaaaaaaaaaaa01", "ansible_memtotal_mb": 4096}}""");
        var server = Assert.Single(await ListAsync("server"));
        Assert.Equal("4", server.Fields["memory"]!.ToJsonString());
    }

    [Fact]
    public async Task The_template_imports_whole_and_makes_its_datacenter()
    {
        using var text = new StreamReader(world.Get<IDiscovery>().JsonTemplate());
        var (plan, applied) = await ImportAsync("json", await text.ReadToEndAsync());
        Assert.Equal((0, 7), (plan.Plan.Counts.Error, applied.Counts.Create));
        var place = Assert.Single(await ListAsync("datacenter"));
        Assert.Equal(("Example datacenter", "Example provider"), (place.Name, place.Fields["provider"].Text()));
        Assert.Equal(place.Id, Assert.Single(await ListAsync("server")).Fields["datacenters"].RefId());
    }

    [Fact]
    public async Task The_datacenter_of_the_upload_outranks_the_one_in_the_file()
    {
        var id = await world.CreateAsync("datacenter", """{"name": "Mine", "provider": "AWS"}""");
        await ImportAsync("json", """{"servers": [{"name": "a", "hostname": "a", "ipv4_private": "10.1.1.1", "datacenters": {"name": "Theirs", "provider": "x", "region": "r1"}}]}""", datacenter: id);
        Assert.Single(await ListAsync("datacenter"));
        var place = (JsonObject)Assert.Single(await ListAsync("server")).Fields["datacenters"]!;
        Assert.Equal((id, "r1"), (place.RefId()!.Value, place["region"].Text()));
    }

    [Fact]
    public async Task A_bad_row_is_named_and_the_good_ones_can_be_applied()
    {
        var plan = await world.Get<IDiscovery>().PlanAsync(world.Ana, new ImportRequest
        {
            Source = "json",
            Files = [new ImportFile("x.json", new MemoryStream(Reading.Utf8("""{"servers": [{"name": "a", "hostname": "a"}, {"name": "b", "hostname": "b", "ipv4_private": "10.0.0.300", "oops": 1}]}""")))],
        }, default);
        Assert.Equal((1, 1), (plan.Plan.Counts.Create, plan.Plan.Counts.Error));
        var rows = await world.Planning.RowsAsync(world.Ana, plan.Plan.Id, PlanAction.Error, 0, 10, default);
        Assert.Equal("servers[1]", Assert.Single(rows.Rows).Label);
        Assert.Equal(["ipv4_private", "oops"], rows.Rows[0].Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, (await world.Planning.ApplyAsync(world.Ana, plan.Plan.Id, new ApplyOptions(ValidRowsOnly: true), default)).Counts.Create);
    }

    [Fact]
    public async Task A_stranger_may_not_place_things_into_a_datacenter_it_cannot_see()
    {
        var id = await world.CreateAsync("datacenter", """{"name": "Hers", "provider": "AWS"}""");
        var request = new ImportRequest { Source = "ansible", Files = [new ImportFile("web1.json", new MemoryStream(Reading.Utf8(Facts)))], Datacenter = id };
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => world.Get<IDiscovery>().ReadAsync(world.Ben, request, default))).Kind);
    }
}
