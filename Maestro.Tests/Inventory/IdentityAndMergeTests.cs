using System.Text.Json.Nodes;
using CsCheck;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>Identity and merge: what is said decides, never the order in which it was heard.</summary>
public sealed class IdentityAndMergeTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <summary>One machine and which of the three sources see it.</summary>
    private sealed record Machine(int Number, bool Terraform, bool Ansible, bool Json, bool AssetTag);

    private static readonly Gen<Machine[]> Machines =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Array[1, 6]
            .Select(flags => flags.Select((flag, number) => new Machine(number, flag.Item1, flag.Item2, flag.Item3, flag.Item4)).ToArray());

    [Fact]
    public async Task Any_order_and_repetition_of_the_same_sources_ends_in_the_same_records()
    {
        for (var round = 0; round < Scale.Rounds(12); round++)
        {
            var machines = Machines.Generate(new PCG((uint)round + 1), null, out _);
            var orders = new[] { "TAJ", "JAT", "ATJ", "TTJAJ", "JTAA", "AJTATJ" };
            string? expected = null;
            foreach (var order in orders)
            {
                var actor = new Actor { UserId = Guid.CreateVersion7(), Name = order };
                var datacenter = await world.CreateAsync("datacenter", """{"name":"DC","provider":"AWS"}""", actor);
                foreach (var source in order)
                    await world.ImportAsync(OriginOf(source, actor, datacenter), Drafts(source, machines), actor);
                var outcome = await OutcomeAsync(actor);
                expected ??= outcome;
                Assert.True(expected == outcome, $"Order {order} of {Describe(machines)}\nexpected {expected}\nactual   {outcome}");
            }
        }
    }

    [Fact]
    public async Task A_second_identical_import_makes_no_change()
    {
        var machines = Enumerable.Range(0, 20).Select(number => new Machine(number, number % 2 == 0, number % 3 == 0, true, number % 4 == 0)).ToArray();
        var datacenter = await world.CreateAsync("datacenter", """{"name":"DC","provider":"AWS"}""");
        foreach (var source in "TAJ")
            await world.ImportAsync(OriginOf(source, world.Ana, datacenter), Drafts(source, machines));
        foreach (var source in "JTA")
        {
            var (plan, applied) = await world.ImportAsync(OriginOf(source, world.Ana, datacenter), Drafts(source, machines));
            Assert.Null(applied.ChangeSet);
            Assert.Equal(plan.Counts.Total, plan.Counts.Unchanged);
        }
    }

    [Fact]
    public async Task The_same_server_seen_by_Terraform_and_by_Ansible_is_one_record_with_two_sources()
    {
        var datacenter = await world.CreateAsync("datacenter", """{"name":"DC","provider":"AWS"}""");
        Machine[] one = [new(7, true, true, false, false)];
        await world.ImportAsync(OriginOf('T', world.Ana, datacenter), Drafts('T', one));
        await world.ImportAsync(OriginOf('A', world.Ana, datacenter), Drafts('A', one));

        var record = Assert.Single((await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server" }, default)).Rows);
        Assert.Equal(["Ansible", "Terraform"], record.Sources.Order());
        Assert.Equal("Debian", (string?)record.Fields["os"]!["dist"]);
        Assert.Equal("16", record.Fields["memory"]!.ToJsonString());
        var provenance = await world.Inventory.SourcesAsync(world.Ana, record.Id, default);
        Assert.Equal(("Ansible", "Terraform"), (provenance.Winners["memory"], provenance.Winners["name"]));
    }

    [Fact]
    public async Task What_a_person_sets_survives_every_import_until_it_is_released()
    {
        var datacenter = await world.CreateAsync("datacenter", """{"name":"DC","provider":"AWS"}""");
        Machine[] one = [new(7, true, false, false, false)];
        await world.ImportAsync(OriginOf('T', world.Ana, datacenter), Drafts('T', one));
        var id = (await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server" }, default)).Rows[0].Id;
        await world.PatchAsync("server", id, """{"memory":64,"role":"Database"}""");

        var changed = Drafts('T', one);
        changed[0].Fields["memory"] = 32;
        await world.ImportAsync(OriginOf('T', world.Ana, datacenter), changed);
        Assert.Equal("64", (await world.Inventory.GetAsync(world.Ana, "server", id, null, default)).Fields["memory"]!.ToJsonString());
        Assert.Equal(["memory", "role"], (await world.Inventory.SourcesAsync(world.Ana, id, default)).Pins.Select(pin => pin.Path));

        await world.ApplyAsync(new Draft("server") { Id = id, Release = ["memory"] });
        Assert.Equal("32", (await world.Inventory.GetAsync(world.Ana, "server", id, null, default)).Fields["memory"]!.ToJsonString());
    }

    [Fact]
    public async Task A_value_that_its_source_stops_reporting_is_cleared()
    {
        var origin = OriginOf('T', world.Ana, null);
        await world.ImportAsync(origin, [Draft("i-1", """{"name":"a","ipv4_public":"198.51.100.7","tags":[{"key":"env","value":"prod"},{"key":"old","value":"1"}]}""")]);
        await world.ImportAsync(origin, [Draft("i-1", """{"name":"a","tags":[{"key":"env","value":"prod"}]}""")]);
        var record = (await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server" }, default)).Rows[0];
        Assert.Null(record.Fields["ipv4_public"]);
        Assert.Equal("""[{"key":"env","value":"prod"}]""", record.Fields["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task Not_seen_once_is_missing_twice_is_gone_and_seen_again_is_back()
    {
        var origin = OriginOf('T', world.Ana, null);
        Draft[] both = [Draft("i-1", """{"name":"a"}"""), Draft("i-2", """{"name":"b"}""")];
        Draft[] first = [Draft("i-1", """{"name":"a"}""")];
        await world.ImportAsync(origin, both, null, "all");
        await world.ImportAsync(origin, first, null, "all");
        Assert.Equal(["present", "missing"], await StatesAsync());
        await world.ImportAsync(origin, first, null, "all");
        Assert.Equal(["present", "gone"], await StatesAsync());
        await world.ImportAsync(origin, first, null, "all");
        Assert.Equal(["present", "gone"], await StatesAsync());
        await world.ImportAsync(origin, both, null, "all");
        Assert.Equal(["present", "present"], await StatesAsync());
    }

    [Fact]
    public async Task What_was_deleted_by_hand_stays_deleted_until_it_is_restored()
    {
        var origin = OriginOf('T', world.Ana, null);
        await world.ImportAsync(origin, [Draft("i-1", """{"name":"a"}""")]);
        var id = (await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server" }, default)).Rows[0].Id;
        await world.ApplyAsync(new Draft("server") { Id = id, Action = DraftAction.Retire });
        await world.ImportAsync(origin, [Draft("i-1", """{"name":"a","cpu":2}""")]);
        Assert.Equal(["deleted"], await StatesAsync());
        await world.ApplyAsync(new Draft("server") { Id = id, Action = DraftAction.Restore });
        await world.ImportAsync(origin, [Draft("i-1", """{"name":"a","cpu":2}""")]);
        Assert.Equal(["present"], await StatesAsync());
    }

    [Fact]
    public async Task Two_tenants_with_equal_ids_never_see_or_change_each_other()
    {
        await world.ImportAsync(OriginOf('T', world.Ana, null), [Draft("i-1", """{"name":"ana's","unique_id":"i-1"}""")]);
        await world.ImportAsync(OriginOf('T', world.Ben, null) with { Owner = world.Ben.Owner }, [Draft("i-1", """{"name":"ben's","unique_id":"i-1"}""")], world.Ben);
        Assert.Equal(["ana's"], (await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server" }, default)).Rows.Select(row => row.Name));
        Assert.Equal(["ben's"], (await world.Inventory.ListAsync(world.Ben, new Query { Kind = "server" }, default)).Rows.Select(row => row.Name));
    }

    [Fact]
    public async Task An_ambiguous_draft_becomes_its_own_record_and_a_conflict_that_a_merge_settles()
    {
        var datacenter = await world.CreateAsync("datacenter", """{"name":"DC","provider":"own"}""");
        var placement = new JsonObject { ["id"] = datacenter.ToString() }.ToJsonString();
        var a = await world.CreateAsync("server", $$"""{"name":"a","ipv4_private":"10.0.0.1","datacenters":{{placement}}}""");
        await world.CreateAsync("server", $$"""{"name":"b","ipv4_private":"10.0.0.1","datacenters":{{placement}}}""");
        var (plan, _) = await world.ImportAsync(OriginOf('A', world.Ana, datacenter), [Draft("host", """{"hostname":"c","ipv4_private":"10.0.0.1"}""")]);
        Assert.Equal(1, plan.Counts.Conflict);
        Assert.Equal("matches 2 records by private address within the datacenter", plan.Rows[0].Warnings[""][0]);

        var conflicts = await world.Get<IConflicts>().ListAsync(world.Ana, 10, 0, default);
        Assert.Equal(2, conflicts.Count);
        await world.Planning.MergeAsync(world.Ana, a, conflicts.Rows[0].RecordId, default);
        var merged = await world.Inventory.GetAsync(world.Ana, "server", a, null, default);
        Assert.Equal(("c", "Ansible"), ((string?)merged.Fields["hostname"], Assert.Single(merged.Sources)));
    }

    [Fact]
    public async Task A_link_to_something_imported_later_is_completed_when_that_comes()
    {
        await world.ImportAsync(OriginOf('A', world.Ana, null), [new Draft("volume") { ExternalId = "vol-1", Fields = Parse("""{"name":"data","unique_id":"vol-1","servers":[{"external_id":"i-9"}]}""") }]);
        var volume = (await world.Inventory.ListAsync(world.Ana, new Query { Kind = "volume" }, default)).Rows[0];
        Assert.Empty((await world.Inventory.LinksAsync(world.Ana, volume.Id, default)).Rows);
        await world.ImportAsync(OriginOf('T', world.Ana, null), [Draft("i-9", """{"name":"web","unique_id":"i-9"}""")]);
        Assert.Equal("web", Assert.Single((await world.Inventory.LinksAsync(world.Ana, volume.Id, default)).Rows).Name);
    }

    private async Task<string[]> StatesAsync() =>
        [.. (await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server", Active = null, Order = [new Sort("name", false)] }, default)).Rows.Select(row => row.State.ToString().ToLowerInvariant())];

    private async Task<string> OutcomeAsync(Actor actor)
    {
        var page = await world.Inventory.ListAsync(actor, new Query { Kind = "server", Limit = 100 }, default);
        return string.Join('\n', page.Rows.Select(row =>
        {
            ((JsonObject?)row.Fields["datacenters"])?.Remove("id");
            return $"{row.Fields.ToJsonString(Json.Compact)} {string.Join('+', row.Sources.Order())}";
        }).Order(StringComparer.Ordinal));
    }

    private static string Describe(Machine[] machines) => string.Join(' ', machines.Select(machine => machine.ToString()));

    private static Origin OriginOf(char source, Actor actor, Guid? datacenter)
    {
        var (provider, name) = source switch { 'T' => ("terraform", "Terraform"), 'A' => ("ansible", "Ansible"), _ => ("json", "JSON") };
        return new Origin { Provider = provider, Key = provider, Name = name, Owner = actor.Owner, Datacenter = datacenter, Tolerant = true };
    }

    private static List<Draft> Drafts(char source, Machine[] machines) => [.. machines
        .Where(machine => source switch { 'T' => machine.Terraform, 'A' => machine.Ansible, _ => machine.Json })
        .Select(machine => Report(source, machine))];

    private static Draft Report(char source, Machine machine)
    {
        var (ip, host, id) = ($"10.0.0.{machine.Number + 1}", $"host-{machine.Number}", $"i-{machine.Number + 100:x8}");
        return source switch
        {
            'T' => new Draft("server") { ExternalId = id, Scope = "all", Fields = Parse($$"""{"name":"tf-{{host}}","unique_id":"{{id}}","ipv4_private":"{{ip}}","memory":8,"cpu":2,"status":"Active","tags":[{"key":"from","value":"tf"},{"key":"tf","value":"1"}]}""") },
            'A' => new Draft("server") { ExternalId = host, Keys = machine.AssetTag ? [id, $"uuid:4c4c4544-0000-0000-0000-{machine.Number + 1:d12}"] : [], Fields = Parse($$"""{"hostname":"{{host}}","ipv4_private":"{{ip}}","memory":16,"os":{"base":"Linux","dist":"Debian","version":"12"},"tags":[{"key":"from","value":"ansible"}]}""") },
            _ => new Draft("server") { ExternalId = host, Fields = Parse($$"""{"name":"json-{{host}}","hostname":"{{host}}","ipv4_private":"{{ip}}","environment":"Production"}""") },
        };
    }

    private static Draft Draft(string external, string json) => new("server") { ExternalId = external, Scope = "all", Fields = Parse(json) };

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
