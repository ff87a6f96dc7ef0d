using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Discovery;

/// <summary>Facts as they really come.</summary>
public sealed class AnsibleFactsTests
{
    private static async Task<Draft> HostAsync(string facts, string name = "web1.json")
    {
        var (read, _) = await Reading.ImportAsync("ansible", name, $$"""{"ansible_facts": {"ansible_system": "Linux", "ansible_os_family": "Debian", {{facts}}}, "changed": false}""");
        return read.Drafts.Single(draft => draft.Kind == "server");
    }

    [Theory]
    [InlineData("\"ansible_processor_vcpus\": 8", "8")]
    [InlineData("\"ansible_processor_vcpus\": \"8\"", "8")]
    [InlineData("\"ansible_processor_vcpus\": \"NA\", \"ansible_processor_cores\": 4, \"ansible_processor_count\": 2", "8")]
    [InlineData("\"ansible_processor_vcpus\": 0, \"ansible_processor_cores\": 4", "4")]
    [InlineData("\"ansible_processor_vcpus\": \"NA\"", null)]
    public async Task Cores_are_read_from_what_there_is(string facts, string? cores) => Assert.Equal(cores, (await HostAsync(facts)).Fields["cpu"]?.ToJsonString());

    [Theory]
    [InlineData("OpenBSD", "\"ansible_processor_cores\": \"4\", \"ansible_processor_count\": \"4\"", "4")]
    [InlineData("FreeBSD", "\"ansible_processor_cores\": \"2\", \"ansible_processor_count\": \"8\"", "8")]
    [InlineData("NetBSD", "\"ansible_processor_cores\": \"NA\", \"ansible_processor_count\": 2", "2")]
    [InlineData("NetBSD", "\"ansible_processor_cores\": 8, \"ansible_processor_count\": 2", "8")]
    [InlineData("SunOS", "\"ansible_processor_cores\": 16, \"ansible_processor_count\": 2", "16")]
    [InlineData("HP-UX", "\"ansible_processor_cores\": 8, \"ansible_processor_count\": 4", "8")]
    [InlineData("Darwin", "\"ansible_processor_cores\": 6", "6")]
    [InlineData("AIX", "\"ansible_processor_cores\": 4, \"ansible_processor_count\": 2", "8")]
    public async Task Systems_differ_in_what_they_call_cores(string system, string facts, string cores)
    {
        var (read, _) = await Reading.ImportAsync("ansible", "web1.json", $$"""{"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "{{system}}", {{facts}} } }""");
        Assert.Equal(cores, read.Drafts.Single().Fields["cpu"]?.ToJsonString());
    }

    [Theory]
    [InlineData("docker0", "docker0")]
    [InlineData("br-0a1b2c3d4e5f", "br_0a1b2c3d4e5f")]
    [InlineData("virbr0", "virbr0")]
    [InlineData("podman0", "podman0")]
    public async Task The_bridge_of_containers_is_not_the_address_of_a_host(string bridge, string fact)
    {
        var draft = await HostAsync($$"""
            "ansible_default_ipv4": {"address": "8.8.4.4"}, "ansible_interfaces": ["lo", "{{bridge}}", "eth0"], "ansible_all_ipv4_addresses": ["172.17.0.1", "172.17.0.2", "8.8.4.4"],
            "ansible_{{fact}}": {"device": "{{bridge}}", "ipv4": {"address": "172.17.0.1", "netmask": "255.255.0.0"}, "ipv4_secondaries": [{"address": "172.17.0.2"}]}
            """);
        Assert.Equal(("8.8.4.4", "8.8.4.4"), (draft.Fields["ipv4_private"].Text(), draft.Fields["ipv4_public"].Text()));
        // Where it is the way out, it is the host's own all the same.
        var own = await HostAsync($$"""
            "ansible_default_ipv4": {"address": "172.17.0.1"}, "ansible_interfaces": ["{{bridge}}"], "ansible_all_ipv4_addresses": ["172.17.0.1"], "ansible_{{fact}}": {"ipv4": {"address": "172.17.0.1"} }
            """);
        Assert.Equal("172.17.0.1", own.Fields["ipv4_private"].Text());
    }

    [Theory]
    [InlineData("\"ansible_totalmem\": 4294967296", "4")]
    [InlineData("\"ansible_memtotal_mb\": 3779", "3.7")]
    [InlineData("\"ansible_memtotal_mb\": \"1536\"", "1.5")]
    [InlineData("\"ansible_memtotal_mb\": 480", "0.5")]
    [InlineData("\"ansible_memtotal_mb\": 20", "0.1")]
    [InlineData("\"ansible_memory_mb\": {\"real\": {\"total\": 2048}}", "2")]
    [InlineData("\"ansible_memtotal_mb\": 0", null)]
    public async Task Memory_is_gigabytes_of_1024_with_one_decimal(string facts, string? memory) =>
        Assert.Equal(memory, (await HostAsync(facts)).Fields["memory"]?.GetValue<decimal>().ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("10.0.0.5", "[\"10.0.0.5\", \"8.8.4.4\"]", "10.0.0.5", "8.8.4.4")]
    [InlineData("8.8.4.4", "[\"8.8.4.4\", \"10.0.0.5\"]", "10.0.0.5", "8.8.4.4")]
    [InlineData("8.8.4.4", "[\"8.8.4.4\"]", "8.8.4.4", "8.8.4.4")]
    [InlineData("172.31.0.9", "[\"172.31.0.9\", \"100.64.0.1\", \"169.254.1.1\", \"127.0.0.1\"]", "172.31.0.9", null)]
    [InlineData("172.32.0.9", "[\"172.32.0.9\", \"192.168.1.1\"]", "192.168.1.1", "172.32.0.9")]
    public async Task The_private_and_the_public_address_are_told_apart(string main, string all, string inner, string? open)
    {
        var draft = await HostAsync($$"""
            "ansible_default_ipv4": {"address": "{{main}}"}, "ansible_default_ipv6": {"address": "2001:db8::1"}, "ansible_all_ipv4_addresses": {{all}}, "ansible_all_ipv6_addresses": ["fe80::1", "2001:db8::1"]
            """);
        Assert.Equal((inner, open), (draft.Fields["ipv4_private"].Text(), draft.Fields["ipv4_public"].Text()));
        Assert.Equal("""["2001:db8::1"]""", draft.Fields["ipv6"]!.ToJsonString());
    }

    [Theory]
    [InlineData("\"ansible_devices\": null")]
    [InlineData("\"ansible_devices\": {}")]
    [InlineData("\"ansible_devices\": \"NA\"")]
    [InlineData("\"ansible_devices\": {\"loop0\": {\"sectors\": \"100\"}, \"ram1\": {\"sectors\": \"100\"}, \"zram0\": {\"sectors\": \"100\"}, \"sr0\": {\"sectors\": \"100\"}, \"fd0\": {\"sectors\": \"8\"}, \"dm-0\": {\"sectors\": \"8\"}, \"nbd0\": {\"sectors\": \"8\"}, \"sdb\": {\"sectors\": \"0\", \"size\": \"0.00 Bytes\"}, \"sdc\": null}")]
    public async Task What_is_no_disk_makes_no_volume(string facts)
    {
        var (read, _) = await Reading.ImportAsync("ansible", "web1.json", $$"""{"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "Linux", {{facts}} } }""");
        Assert.Equal("server", Assert.Single(read.Drafts).Kind);
        Assert.Null(read.Drafts[0].Fields["storage"]);
    }

    [Theory]
    [InlineData("\"sectors\": \"3907029168\", \"sectorsize\": \"4096\", \"size\": \"14.55 TB\"", "1863.02")]
    [InlineData("\"size\": \"1.82 TB\"", "1863.68")]
    [InlineData("\"size\": \"512.00 MB\"", "0.5")]
    public async Task The_size_of_a_disk_comes_from_its_sectors(string disk, string size)
    {
        var (read, _) = await Reading.ImportAsync("ansible", "web1.json", $$"""{"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "Linux", "ansible_devices": {"sda": { {{disk}} } } } }""");
        Assert.Equal(size, read.Drafts.Single(draft => draft.Kind == "volume").Fields["size"]!.GetValue<decimal>().ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Identifiers_that_are_NA_or_zero_are_no_identity()
    {
        var draft = await HostAsync("\"ansible_product_uuid\": \"NA\", \"ansible_machine_id\": \"00000000000000000000000000000000\", \"ansible_board_asset_tag\": \"NA\", \"ansible_product_serial\": \"0\"");
        Assert.Empty(draft.Keys);
        Assert.All(new[] { "product_uuid", "machine_id", "unique_id", "serial_number" }, field => Assert.Null(draft.Fields[field]));
        Assert.Empty((await HostAsync("\"ansible_product_uuid\": \"00000000-0000-0000-0000-000000000000\"")).Keys);
        Assert.Empty((await HostAsync("\"ansible_product_uuid\": \"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\"")).Keys);
    }

    [Fact]
    public async Task Values_of_environment_variables_are_never_kept()
    {
        var draft = await HostAsync("\"ansible_nodename\": \"web1\", \"ansible_env\": {\"PATH\": \"/bin\", \"AWS_SECRET_ACCESS_KEY\": \"hidden-value\"}");
        Assert.Equal("""["AWS_SECRET_ACCESS_KEY","PATH"]""", draft.Fields["env_vars"]!.ToJsonString());
        Assert.DoesNotContain("hidden-value", Reading.Print([draft]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_is_known_by_its_file_unless_the_file_has_a_general_name()
    {
        Assert.Equal("db-7", (await HostAsync("\"ansible_nodename\": \"ip-10-0-0-1\"", "db-7")).ExternalId);
        Assert.Equal("db-7.example.com", (await HostAsync("\"ansible_nodename\": \"x\"", "db-7.example.com")).ExternalId);
        Assert.Equal("db.example.com", (await HostAsync("\"ansible_nodename\": \"db\", \"ansible_fqdn\": \"db.example.com\"", "facts.json")).ExternalId);
        Assert.Equal("vm", (await HostAsync("\"ansible_nodename\": \"vm\", \"ansible_fqdn\": \"localhost\"", "localhost.json")).ExternalId);
    }

    [Fact]
    public async Task Unreachable_hosts_and_files_without_facts_are_noted()
    {
        var (read, notes) = await Reading.ImportAsync("ansible",
            ("web1", Reading.Utf8("""{"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "Linux"}}""")),
            ("dead", Reading.Utf8("""{"changed": false, "msg": "No route to host", "unreachable": true}""")),
            ("broken", Reading.Utf8("""{"failed": true, "msg": "MODULE FAILURE"}""")),
            ("tiny", Reading.Utf8("""{"discovered_interpreter_python": "/usr/bin/python"}""")),
            ("list.json", Reading.Utf8("[1]")));
        Assert.Equal("web1", Assert.Single(read.Drafts).ExternalId);
        Assert.Equal(
        [
            new ImportNote("dead", "was unreachable when facts were gathered: skipped (No route to host)"),
            new ImportNote("broken", "failed when facts were gathered: skipped (MODULE FAILURE)"),
            new ImportNote("tiny", "holds no facts: skipped"),
            new ImportNote("list.json", "is a list, not the facts of a host: skipped"),
        ], notes);
    }

    [Fact]
    public async Task A_file_with_nothing_but_an_unreachable_host_is_refused_and_says_why()
    {
        var problem = await Assert.ThrowsAsync<Problem>(() => Reading.ImportAsync("ansible", "dead.json", """{"changed": false, "msg": "timed out", "unreachable": true}"""));
        Assert.Equal((ProblemKind.Invalid, "There is nothing to import: dead.json was unreachable when facts were gathered: skipped (timed out)."), (problem.Kind, problem.Message));
    }

    [Theory]
    [InlineData("""{"web1": {"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "Linux"}}, "web2": {"nodename": "web2", "system": "Linux"}}""")]
    [InlineData("""{"plays": [{"tasks": [{"hosts": {"web1": {"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "Linux"}}, "web2": {"ansible_facts": {"ansible_nodename": "web2", "ansible_system": "Linux"}}}}, {"hosts": {"web1": {"changed": true}}}]}]}""")]
    [InlineData("web1 | SUCCESS => {\"ansible_facts\": {\"ansible_nodename\": \"web1\", \"ansible_system\": \"Linux\"}}\nweb2 | SUCCESS => {\"ansible_facts\": {\"ansible_nodename\": \"web2\", \"ansible_system\": \"Linux\"}}\n")]
    public async Task Several_hosts_in_one_file_are_all_read(string text)
    {
        var (read, _) = await Reading.ImportAsync("ansible", "all.json", text);
        Assert.Equal(["web1", "web2"], read.Drafts.Select(draft => draft.ExternalId));
    }

    [Fact]
    public async Task A_disk_that_two_hosts_share_is_one_volume_of_both()
    {
        static string Host(string name) => $$"""{"ansible_facts": {"ansible_nodename": "{{name}}", "ansible_system": "Linux", "ansible_devices": {"sdb": {"sectors": "2097152", "links": {"ids": ["wwn-0x6000c29000000000"]} } } } }""";
        var (read, _) = await Reading.ImportAsync("ansible", ("a", Reading.Utf8(Host("a"))), ("b", Reading.Utf8(Host("b"))));
        var volume = read.Drafts.Single(draft => draft.Kind == "volume");
        Assert.Equal(["a", "b"], ((JsonArray)volume.Fields["servers"]!).Select(server => server!["external_id"].Text()));
    }

    [Fact]
    public async Task Strange_forms_of_facts_hurt_nothing()
    {
        var draft = await HostAsync("""
            "ansible_nodename": "web1", "ansible_default_ipv4": [], "ansible_all_ipv4_addresses": "10.0.0.1", "ansible_interfaces": {"x": 1}, "ansible_mounts": {"a": 1}, "ansible_lvm": "N/A",
            "ansible_dns": "none", "ansible_env": [], "ansible_lo": null, "ansible_memtotal_mb": {"x": 1}, "ansible_distribution": ["a"], "services": [], "packages": {"a": "1"}, "ansible_devices": {"sda": {"sectors": "1e99", "partitions": [], "links": 5}}
            """);
        Assert.Equal(("web1", "10.0.0.1"), (draft.Fields["hostname"].Text(), draft.Fields["ipv4_private"].Text()));
    }
}
