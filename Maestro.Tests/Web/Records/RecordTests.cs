using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Tests.Web.Forms;
using Maestro.Web.Inventory.Panels;
using Maestro.Web.Inventory.Records;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Tests.Web.Records;

/// <summary>What decides something on the record page: the chain, bindings, related counts, marks and lines.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly Desk desk = new();
    private readonly IKinds kinds = new Catalogue();

    public void Dispose() => desk.Dispose();

    private RecordView View(Record record, params LinkGroup[] groups) =>
        new(kinds.Get(record.Kind), record, null, desk.Ana, desk.Provenance, new Neighbours(groups, 0));

    private static string Ref(Record record) => $$"""{"id": "{{record.Id}}", "name": "{{record.Name}}"}""";

    [Theory]
    [InlineData("services[PostgreSQL].version", "Services · PostgreSQL · Version")]
    [InlineData("tags[env]", "Tags · env")]
    [InlineData("os.dist", "Operating system · Distribution")]
    public void A_leaf_is_called_by_its_fields_and_the_key_of_its_item(string leaf, string label) =>
        Assert.Equal(label, Paths.Label(kinds.Get("server"), leaf, desk.Texts));

    [Fact]
    public async Task A_server_runs_for_the_clients_of_its_applications_systems()
    {
        var client = desk.Put("client", "Acme Retail");
        var system = desk.Put("system", "Storefront", $$"""{"clients": [{{Ref(client)}}]}""");
        var database = desk.Put("database", "orders-db", $$"""{"system": [{{Ref(system)}}]}""");
        var server = desk.Put("server", "pg-orders-a", $$"""{"applications": [{{Ref(database)}}]}""");
        var steps = await Chain.AboveAsync(desk, kinds, desk.Ana, View(server), default);
        Assert.Equal(["client Acme Retail", "system Storefront", "database orders-db"], steps.SelectMany(step => step.Links).Select(link => $"{link.Kind} {link.Name}"));
    }

    [Fact]
    public async Task A_node_of_a_cluster_runs_it_and_says_its_part()
    {
        var server = desk.Put("server", "pg-a");
        var database = desk.Put("database", "orders-db", $$"""{"nodes": [{"name": "one", "server": {{Ref(server)}}, "role": "primary"}]}""");
        var link = new Link("is node of", false, "nodes.server", database.Id, "database", database.Name, RecordState.Present, []);
        var steps = await Chain.AboveAsync(desk, kinds, desk.Ana, View(server, new LinkGroup("is node of", false, "nodes.server", "database", 1, [link])), default);
        Assert.Equal(new ChainLink(database.Id, "database", "orders-db", "primary"), Assert.Single(Assert.Single(steps).Links));
    }

    [Fact]
    public async Task A_hidden_target_ends_the_chain()
    {
        var server = desk.Put("server", "web", $$"""{"applications": [{"id": "{{Guid.NewGuid()}}", "hidden": true}]}""");
        Assert.Empty(await Chain.AboveAsync(desk, kinds, desk.Ana, View(server), default));
    }

    [Fact]
    public void A_service_is_bound_to_the_application_that_names_it_whatever_the_case()
    {
        var linked = desk.Put("database", "orders-db", """{"provider": "postgresql"}""");
        var other = desk.Put("application", "proxy", """{"language": "PgBouncer"}""");
        var server = desk.Put("server", "pg-a", """{"services": [{"name": "PostgreSQL", "version": "16.4"}, {"name": "pgbouncer"}, {"name": "chrony"}]}""");
        var bound = Bindings.OnHost(server, [linked], [linked, other]);
        Assert.Equal(["PostgreSQL: orders-db, ", "pgbouncer: , proxy", "chrony: , "],
            bound.Select(one => $"{one.Name}: {string.Join(' ', one.Bound.Select(record => record.Name))}, {string.Join(' ', one.Suggested.Select(record => record.Name))}"));
    }

    [Fact]
    public void A_linked_host_without_the_service_has_none()
    {
        var database = desk.Put("database", "orders-db", """{"provider": "PostgreSQL"}""");
        var with = desk.Put("server", "a", """{"services": [{"name": "postgresql", "version": "16.4"}]}""");
        var without = desk.Put("server", "b", """{"services": [{"name": "nginx"}]}""");
        Assert.Equal(["16.4", null], Bindings.Hosts(database, [with, without]).Select(host => host.Service?["version"].Text()));
    }

    [Fact]
    public void Inverse_references_are_counted_with_the_kind_that_declares_them()
    {
        var id = Guid.Parse("019aaaaa-0000-7000-8000-000000000001");
        LinkGroup[] groups =
        [
            new("runs on", false, "applications", "server", 12, []),
            new("used by", false, "deps", "application", 3, []),
            new("used by", false, "deps", "cache", 2, []),
            new("is targeted by", false, "targets", "load-balancer", 1, []),
            new("belongs to", true, "system", "system", 1, []),
        ];
        var related = Related.Of(kinds, id, groups);
        Assert.Equal(["server 12 runs on", "application 5 used by", "load-balancer 1 is targeted by"], related.Select(one => $"{one.Kind.Name} {one.Count} {one.Relation}"));
        Assert.Equal($"applications={id}", related[0].Query);
        Assert.StartsWith($"deps={id}&family__n=", related[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_related_count_links_to_a_filter_that_lists_understand()
    {
        foreach (var holder in kinds.All)
        {
            foreach (var (path, reference) in References(holder.Fields, ""))
            {
                var group = new LinkGroup(reference.Inverse, false, path, holder.Name, 1, []);
                var one = Assert.Single(Related.Of(kinds, Guid.NewGuid(), [group]));
                Assert.NotNull(Paths.FieldAt(one.Kind, path));
            }
        }
    }

    private static IEnumerable<(string Path, Modules.Kinds.Types.Ref Reference)> References(IEnumerable<Field> fields, string prefix)
    {
        foreach (var field in fields)
        {
            if (Paths.RefOf(field) is { } reference)
                yield return (prefix + field.Name, reference);
            if (Paths.Item(field.Type) is Modules.Kinds.Types.Group group)
            {
                foreach (var inner in References(group.Fields, $"{prefix}{field.Name}."))
                    yield return inner;
            }
        }
    }

    [Fact]
    public void A_source_that_says_something_else_is_told_and_the_value_kept()
    {
        var document = (JsonObject)JsonNode.Parse("""{"name": "pg-a", "cpu": 16, "memory": 64, "datacenters": {"instance": "r6i.4xlarge"}}""")!;
        var terraform = new Observation(Guid.NewGuid(), "terraform", "Terraform", null, (JsonObject)JsonNode.Parse("""{"cpu": 16.0, "datacenters": {"instance": "r6i.2xlarge"}}""")!, null, default, default, 0);
        var provenance = new Provenance([terraform], [], new Dictionary<string, string>());
        var drift = Assert.Single(Marks.Drifts(kinds.Get("server"), document, provenance, ["cpu", "memory", "datacenters.instance"]));
        Assert.Equal(("Terraform", "datacenters.instance", "r6i.2xlarge", false), (drift.Source, drift.Path, drift.Says.Text(), drift.Pinned));
        Assert.Empty(Marks.Drifts(kinds.Get("server"), document, provenance, ["cpu"]));
    }

    [Fact]
    public void Only_fields_with_values_have_lines_until_all_are_asked_for()
    {
        var kind = kinds.Get("server");
        var document = (JsonObject)JsonNode.Parse("""{"name": "pg-a", "cpu": 16, "os": {"dist": "Debian", "version": "12.8"}, "tags": [{"key": "a", "value": "b"}]}""")!;
        var covered = RecordPanels.Covered(kinds, kind);
        Assert.Equal(["os", "cpu"], FieldLines.Of(kind, document, covered, empty: false).SelectMany(section => section.Lines).Select(line => line.Path));
        Assert.Contains("hostname", FieldLines.Of(kind, document, covered, empty: true).SelectMany(section => section.Lines).Select(line => line.Path));
    }

    [Fact]
    public void Removing_one_reference_keeps_the_others_and_those_that_may_not_be_seen()
    {
        var one = Guid.NewGuid();
        var hidden = Guid.NewGuid();
        var server = desk.Put("server", "web", $$"""{"applications": [{"id": "{{one}}", "name": "a"}, {"id": "{{hidden}}", "hidden": true}]}""", version: 7);
        var draft = Edges.Without(server, "applications", item => item.RefId() == one);
        Assert.Equal(7, draft.Version);
        Assert.Equal(hidden.ToString(), Assert.Single((JsonArray)draft.Fields["applications"]!)!["id"].Text());
    }

    [Fact]
    public void Families_have_the_panels_of_applications_after_their_own()
    {
        Assert.Equal([typeof(DatabasePanel), typeof(ApplicationPanel)], RecordPanels.Of(kinds, kinds.Get("database")));
        Assert.Equal([typeof(ApplicationPanel)], RecordPanels.Of(kinds, kinds.Get("cache")));
        Assert.Empty(RecordPanels.Of(kinds, kinds.Get("snapshot")));
    }

    [Fact]
    public void A_changed_disk_shows_the_member_that_differs()
    {
        var change = new FieldChange("storage[/dev/sda]", JsonNode.Parse("""{"name": "/dev/sda", "size": 50}"""), JsonNode.Parse("""{"name": "/dev/sda", "size": 80}"""));
        var unfolded = Assert.Single(Paths.Unfold(change));
        Assert.Equal(("storage[/dev/sda].size", "50", "80"), (unfolded.Path, unfolded.Before!.ToJsonString(), unfolded.After!.ToJsonString()));
    }
}
