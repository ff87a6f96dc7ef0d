using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Discovery;

/// <summary>States: which are read, which refused, what counts as one object.</summary>
public sealed class TerraformStateTests
{
    private static string State(string resources, string lineage = "L1", int serial = 3) =>
        $$"""{"version": 4, "terraform_version": "1.9.0", "serial": {{serial}}, "lineage": "{{lineage}}", "outputs": {}, "resources": [{{resources}}]}""";

    private static string Instance(string id, string name = "web", string extra = "", string? index = null, string module = "") => $$"""
        { {{module}}"mode": "managed", "type": "aws_instance", "name": "{{name}}", "instances": [{ {{(index is null ? "" : $"\"index_key\": {index}, ")}}"schema_version": 1, "attributes": {"id": "{{id}}", "private_ip": "10.0.0.1"{{extra}} } }]}
        """;

    [Theory]
    [InlineData("""{"version": 3, "terraform_version": "0.11.14", "serial": 1, "lineage": "x", "modules": []}""", "is a state of format version 3, which Terraform 0.11 and older wrote; Maestro reads version 4. Upgrade it with Terraform 0.12 or newer")]
    [InlineData("""{"version": 2, "serial": 1}""", "is a state of format version 2, which Terraform 0.11 and older wrote")]
    [InlineData("""{"version": 5, "resources": []}""", "is a state of format version 5, which is newer than Maestro knows")]
    [InlineData("""{"format_version": "1.0", "values": {}}""", "is what \"terraform show -json\" prints. Send the state itself")]
    [InlineData("""{"meta": {}, "encrypted_data": "x", "encryption_version": "v0"}""", "is a state that OpenTofu encrypted")]
    [InlineData("""{"servers": []}""", "is not a Terraform state: it has no \"version\".")]
    [InlineData("""{"version": 4, "serial": 1, "lineage": "x"}""", "is not a whole Terraform state: it has no list of resources.")]
    [InlineData("[]", "is not a Terraform state: a state is a JSON object.")]
    public async Task What_is_no_state_of_version_4_is_refused_with_what_to_do(string text, string message)
    {
        var problem = await Assert.ThrowsAsync<Problem>(() => Reading.ImportAsync("terraform", "terraform.tfstate", text));
        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.StartsWith($"\"terraform.tfstate\" {message}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modules_count_and_for_each_each_have_their_address()
    {
        var (read, _) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(string.Join(',',
            Instance("i-00000001"), Instance("i-00000002", "node", index: "0"), Instance("i-00000003", "node", index: "1"), Instance("i-00000004", "zone", index: "\"eu-west-1a\""), Instance("i-00000005", "deep", module: "\"module\": \"module.a.module.b[\\\"x\\\"]\", "))));
        Assert.Equal(
            ["aws_instance.web", "aws_instance.node[0]", "aws_instance.node[1]", "aws_instance.zone[\"eu-west-1a\"]", "module.a.module.b[\"x\"].aws_instance.deep"],
            read.Drafts.Select(draft => draft.Fields["terraform"]!["address"].Text()));
        Assert.Equal("""{"address":"aws_instance.web","workspace":"terraform.tfstate","lineage":"L1","serial":3}""", read.Drafts[0].Fields["terraform"]!.ToJsonString());
    }

    [Fact]
    public async Task Only_managed_objects_are_read_and_the_rest_is_noted_with_counts()
    {
        var (read, notes) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(string.Join(',',
            Instance("i-00000001"),
            """{"mode": "data", "type": "aws_instance", "name": "other", "instances": [{"attributes": {"id": "i-data"}}]}""",
            """{"mode": "data", "type": "aws_ami", "name": "base", "instances": []}""",
            """{"mode": "managed", "type": "random_id", "name": "a", "instances": [{"attributes": {"id": "x"}}, {"attributes": {"id": "y"}}]}""",
            """{"mode": "managed", "type": "aws_instance", "name": "old", "instances": [{"deposed": "abcd1234", "attributes": {"id": "i-deposed"}}]}""",
            """{"mode": "managed", "type": "aws_vpc", "name": "flat", "instances": [{"schema_version": 0, "attributes_flat": {"id": "vpc-1"}}]}""")));
        Assert.Equal("i-00000001", Assert.Single(read.Drafts).ExternalId);
        Assert.Equal(
        [
            new ImportNote("aws_instance.old", "waits to be destroyed: skipped"),
            new ImportNote("aws_vpc.flat", "was last written by Terraform 0.11: refresh it with a newer version; skipped"),
            new ImportNote("terraform.tfstate", "data sources are looked up, not managed: skipped", 2),
            new ImportNote("random_id", "is not a type that Maestro keeps: skipped", 2),
        ], notes);
    }

    [Fact]
    public async Task What_the_state_marks_as_sensitive_is_never_read()
    {
        const string Marked = """{"mode": "managed", "type": "aws_instance", "name": "web", "instances": [{"attributes": {"id": "i-00000001", "private_ip": "10.9.9.9", "tags": {"Name": "shown", "Token": "hidden"}}, "sensitive_attributes": [[{"type": "get_attr", "value": "private_ip"}], [{"type": "get_attr", "value": "tags"}, {"type": "index", "value": {"value": "Token", "type": "string"}}]]}]}""";
        var (read, _) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(Marked));
        Assert.Null(read.Drafts[0].Fields["ipv4_private"]);
        Assert.Null(read.Drafts[0].Fields["tags"]);
    }

    [Fact]
    public async Task A_state_covers_its_whole_lineage_and_an_empty_one_covers_nothing()
    {
        var (read, _) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(Instance("i-00000001")));
        Assert.Equal("L1", read.Lineage);
        Assert.Contains("L1/terraform.aws_instance", read.CompleteScopes);
        Assert.Contains("L1/terraform.digitalocean_droplet", read.CompleteScopes);
        Assert.Equal("L1/terraform.aws_instance", read.Drafts[0].Scope);

        var (empty, notes) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(""));
        Assert.Empty(empty.CompleteScopes);
        Assert.Equal("L1", empty.Lineage);
        Assert.Equal("manages nothing: an empty state retires nothing", Assert.Single(notes).Message);
    }

    [Fact]
    public async Task One_object_that_cannot_be_read_spoils_itself_and_keeps_its_scope_from_retiring()
    {
        var (read, notes) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(Instance("i-00000001") + """, {"mode": "managed", "type": "aws_instance", "name": "odd", "instances": [{"attributes": {"private_ip": "10.0.0.2"}}]}"""));
        Assert.Equal("i-00000001", Assert.Single(read.Drafts).ExternalId);
        Assert.DoesNotContain("L1/terraform.aws_instance", read.CompleteScopes);
        Assert.Contains("L1/terraform.aws_vpc", read.CompleteScopes);
        Assert.Contains(new ImportNote("aws_instance.odd", "could not be read: id is missing"), notes);
    }

    [Theory]
    [InlineData("{\"index_key\": 1}")]
    [InlineData("{\"index_key\": 1, \"attributes_flat\": {\"id\": \"i-00000002\"}}")]
    public async Task One_instance_without_attributes_keeps_its_type_from_retiring(string instance)
    {
        var (read, _) = await Reading.ImportAsync("terraform", "terraform.tfstate", State($$"""{"mode": "managed", "type": "aws_instance", "name": "node", "instances": [{"index_key": 0, "attributes": {"id": "i-00000001"} }, {{instance}}]}"""));
        Assert.Equal("i-00000001", Assert.Single(read.Drafts).ExternalId);
        Assert.DoesNotContain("L1/terraform.aws_instance", read.CompleteScopes);
        Assert.Contains("L1/terraform.aws_vpc", read.CompleteScopes);
    }

    [Fact]
    public async Task Of_two_states_of_one_lineage_the_newer_counts_and_two_lineages_are_two_imports()
    {
        var (read, notes) = await Reading.ImportAsync("terraform", ("a.tfstate.backup", Reading.Utf8(State(Instance("i-00000001"), serial: 3))), ("a.tfstate", Reading.Utf8(State(Instance("i-00000002"), serial: 4))));
        Assert.Equal("i-00000002", Assert.Single(read.Drafts).ExternalId);
        Assert.Equal(new ImportNote("a.tfstate.backup", "is an older state (serial 3) than a.tfstate (serial 4): skipped"), Assert.Single(notes));

        var problem = await Assert.ThrowsAsync<Problem>(() => Reading.ImportAsync("terraform", ("a.tfstate", Reading.Utf8(State("", "L1"))), ("b.tfstate", Reading.Utf8(State("", "L2")))));
        Assert.Equal("These are 2 states of different lineages; import each by itself: \"a.tfstate\", \"b.tfstate\".", problem.Message);
    }

    [Fact]
    public async Task A_volume_told_of_twice_is_one_volume()
    {
        var disks = """, "ebs_block_device": [{"device_name": "/dev/sdf", "volume_id": "vol-1", "volume_size": 10, "volume_type": "gp3", "delete_on_termination": false}]""";
        var (read, _) = await Reading.ImportAsync("terraform", "terraform.tfstate", State(Instance("i-00000001", extra: disks)
            + """, {"mode": "managed", "type": "aws_ebs_volume", "name": "d", "instances": [{"attributes": {"id": "vol-1", "size": 10, "tags": {"Name": "data"}}}]}"""));
        var volume = read.Drafts.Single(draft => draft.Kind == "volume");
        Assert.Equal(("data", "gp3"), (volume.Fields["name"].Text(), volume.Fields["volume_type"].Text()));
        Assert.Equal("""[{"external_id":"i-00000001","device":"/dev/sdf","delete_on_termination":false}]""", volume.Fields["servers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("\"attributes\": []")]
    [InlineData("\"attributes\": {\"id\": \"i-1\", \"tags\": [1], \"root_block_device\": \"x\", \"private_ip\": {}, \"cpu_core_count\": \"many\", \"ipv6_addresses\": {\"a\": 1}}")]
    [InlineData("\"attributes\": {\"id\": 5, \"tags\": {\"\": \"x\", \" \": null, \"Name\": null}}")]
    public async Task Strange_attributes_hurt_nothing(string attributes)
    {
        var (read, _) = await Reading.ImportAsync("terraform", "terraform.tfstate", State($$"""{"mode": "managed", "type": "aws_instance", "name": "w", "instances": [{ {{attributes}} }]}"""));
        Assert.All(read.Drafts, draft => Assert.NotNull((JsonNode?)draft.Fields["name"]));
    }
}
