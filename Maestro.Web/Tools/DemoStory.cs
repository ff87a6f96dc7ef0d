using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Web.Tools;

/// <summary>Tells the demo's ninety days: people describe the estate, sources report it day by day, people correct it.</summary>
internal sealed class DemoStory(IPlanning planning, IInventory inventory, DemoClock clock, DateTimeOffset end, Actor actor)
{
    private readonly Dictionary<string, Guid> ids = [];
    private readonly List<DemoEstate.Machine> machines = [.. DemoEstate.Machines()];

    internal async Task TellAsync(CancellationToken cancel)
    {
        clock.MoveTo(end.AddDays(-90).Date.AddHours(8));
        await DescribeAsync(cancel);
        for (var day = -89; day <= 0; day++)
            await DayAsync(day, cancel);
    }

    private async Task DescribeAsync(CancellationToken cancel)
    {
        await MakeAsync("datacenter", DemoEstate.Places.Select(place => new JsonObject
        {
            ["name"] = place.Name,
            ["provider"] = place.Provider,
            ["regions"] = new JsonArray([.. place.Regions.Select(region => JsonValue.Create(region))]),
            ["zones"] = new JsonArray([.. place.Zones.Select(zone => JsonValue.Create(zone))]),
        }), "Describe the datacenters", cancel);
        await MakeAsync("client", DemoEstate.Clients.Select(client => new JsonObject
        {
            ["name"] = client.Name,
            ["description"] = client.About,
            ["contacts"] = new JsonArray(new JsonObject { ["channel"] = "Email", ["value"] = client.Contact }),
        }), "Describe the clients", cancel);
        await MakeAsync("system", DemoEstate.Systems.Select(system => new JsonObject
        {
            ["name"] = system.Name,
            ["description"] = system.About,
            ["clients"] = new JsonArray(new JsonObject { ["name"] = system.Client }),
            ["links"] = new JsonArray(new JsonObject { ["kind"] = "Public URL", ["url"] = system.Url }),
        }), "Describe the systems", cancel);
        foreach (var kind in DemoEstate.Apps.GroupBy(app => app.Kind))
            await MakeAsync(kind.Key, kind.Select(Application), $"Describe {kind.Key.Replace('-', ' ')}s", cancel);
        clock.MoveTo(clock.GetUtcNow().AddHours(3));
        await EditAsync(DemoEstate.Apps.Where(app => app.Needs.Length > 0).Select(app => (app.Kind, ids[app.Name], new JsonObject
        {
            ["deps"] = new JsonArray([.. app.Needs.Select(need => new JsonObject { ["id"] = ids[need].ToString(), ["protocol"] = Protocol(need) })]),
        })), "Draw the dependencies", "from the architecture review", cancel);
        await EditAsync(DemoEstate.Systems.Select(system => ("system", ids[system.Name], new JsonObject
        {
            ["entry"] = new JsonArray(new JsonObject { ["id"] = ids[DemoEstate.Apps.First(app => app.System == system.Name).Name].ToString(), ["endpoint"] = "Public URL" }),
        })), "Say where each system is entered", null, cancel);
    }

    private static JsonObject Application(DemoEstate.App app)
    {
        var json = new JsonObject
        {
            ["name"] = app.Name,
            ["environment"] = app.Environment,
            ["status"] = "Active",
            ["own"] = app.Provider.Contains("(AWS)", StringComparison.Ordinal),
            ["system"] = new JsonArray(new JsonObject { ["name"] = app.System }),
            ["tags"] = DemoEstate.Tags(("owner", $"{app.System.Split(' ')[0].ToLowerInvariant()}-team")),
        };
        if (app.Provider.Length > 0)
            json["provider"] = app.Provider;
        if (app.Language.Length > 0)
            json["language"] = app.Language;
        if (app.Provider == "Oracle Database")
        {
            foreach (var (name, value) in DemoEstate.Oracle())
                json[name] = value?.DeepClone();
        }
        else if (app.Kind == "database")
            json["cluster"] = "Master/Replica";
        return json;
    }

    private static string Protocol(string target) => DemoEstate.Apps.First(app => app.Name == target).Kind switch
    {
        "database" or "cache" or "smtp" => "tcp/ip",
        "broker" => "streams",
        "application" => target.EndsWith("api", StringComparison.Ordinal) ? "gRPC" : "rest",
        _ => "http",
    };

    private async Task DayAsync(int day, CancellationToken cancel)
    {
        var morning = end.AddDays(day).Date;
        clock.MoveTo(new DateTimeOffset(morning, TimeSpan.Zero).AddHours(5).AddMinutes(10));
        if (clock.GetUtcNow() > end)
            return;
        // The estate grows a little each week.
        var there = machines.Take(Math.Min(machines.Count, 74 + ((day + 89) / 7 * 4))).ToList();
        for (var place = 0; place < DemoEstate.Places.Length; place++)
        {
            var here = there.Where(machine => machine.Place == place && !(machine.Number == 45 && day > -2)).ToList();
            if (place < 3 || day % 2 == 0)
                await ReportAsync("terraform", "Terraform", place, here.Select(machine => DemoEstate.Terraform(machine, day)), ["all"], cancel);
            // Every other day, so that what has just vanished is missing, and not gone yet.
            if (place < 2 && day > -15 && day % 2 != 0)
                await ReportAsync(place == 0 ? "aws" : "azure", $"{DemoEstate.Places[place].Name} account", place, DemoEstate.Listed(here, place, day), ["all"], cancel);
            if (day % 3 == 0)
                await ReportAsync("ansible", "Ansible", place, here.Where(machine => machine.Number % 5 != 4).Select(machine => DemoEstate.Facts(machine, day)), [], cancel);
        }

        clock.MoveTo(new DateTimeOffset(morning, TimeSpan.Zero).AddHours(9));
        if (clock.GetUtcNow() <= end)
            await PeopleAsync(day, there, cancel);
    }

    private async Task PeopleAsync(int day, List<DemoEstate.Machine> there, CancellationToken cancel)
    {
        var page = await inventory.ListAsync(actor, new Query { Kind = "server", Limit = 1_000, Counted = false }, cancel);
        var byName = page.Rows.ToLookup(row => row.Name);
        // New machines are linked to what runs on them, and given a role.
        var unlinked = there.Where(machine => byName[machine.Name].FirstOrDefault() is { } row && row.Fields["applications"] is null && machine.Number % 17 != 16).ToList();
        await EditAsync(unlinked.Select(machine => ("server", byName[machine.Name].First().Id, new JsonObject
        {
            ["applications"] = new JsonArray(new JsonObject { ["id"] = ids[machine.App].ToString() }),
            ["role"] = machine.Cpu > 8 ? "Database" : "Application",
        })), "Link servers to applications", null, cancel);
        if (day % 10 == 0 && byName["orders-db-01"].FirstOrDefault() is { } orders)
            await EditAsync([("server", orders.Id, new JsonObject { ["notes"] = $"Failover drill of {clock.GetUtcNow():yyyy-MM-dd} went well." })], "Edit server", "quarterly drill", cancel);
        if (day == -60)
            await EditAsync([("database", ids["erp-db"], new JsonObject { ["nodes"] = DemoEstate.OracleNodes([.. machines.Where(machine => machine.App == "erp-db").SelectMany(machine => byName[machine.Name].Take(1)).Select(row => row.Id)]) })], "Edit database", "from the ERP team's runbook", cancel);
        if (day == -25)
            await MakeAsync("server", DemoEstate.Strays().Select(stray => new JsonObject
            {
                ["name"] = stray.Name,
                ["ipv4_private"] = stray.Address,
                ["notes"] = stray.Note,
                ["datacenters"] = new JsonObject { ["id"] = ids[DemoEstate.Places[stray.Place].Name].ToString() },
            }), "Note machines from the old spreadsheet", cancel);
        if (day == -12)
            await EditAsync([("application", ids["checkout"], new JsonObject { ["description"] = "Moved off REST to gRPC." })], "Edit application", "moved off REST", cancel);
    }

    private async Task MakeAsync(string kind, IEnumerable<JsonObject> fields, string title, CancellationToken cancel)
    {
        var plan = await planning.PlanAsync(actor, Origin.Person(actor), [.. fields.Select(one => new Draft(kind) { Fields = one })], new PlanOptions { Title = title, WarnDuplicates = false }, cancel);
        await planning.ApplyAsync(actor, plan, new ApplyOptions(), cancel);
        foreach (var row in plan.Rows)
            ids[row.Name] = row.Id;
    }

    private async Task EditAsync(IEnumerable<(string Kind, Guid Id, JsonObject Fields)> edits, string title, string? reason, CancellationToken cancel)
    {
        var drafts = edits.Select(edit => new Draft(edit.Kind) { Id = edit.Id, Fields = edit.Fields }).ToList();
        if (drafts.Count == 0)
            return;
        var plan = await planning.PlanAsync(actor, Origin.Person(actor), drafts, new PlanOptions { Title = title }, cancel);
        await planning.ApplyAsync(actor, plan, new ApplyOptions(reason), cancel);
    }

    private async Task ReportAsync(string provider, string name, int place, IEnumerable<Draft> drafts, string[] scopes, CancellationToken cancel)
    {
        var where = DemoEstate.Places[place].Name;
        var origin = new Origin { Provider = provider, Key = $"demo:{place}", Name = name, Owner = actor.Owner, Datacenter = ids[where], Tolerant = true };
        var plan = await planning.PlanAsync(actor, origin, [.. drafts], new PlanOptions { Title = $"{name}, {where}", Match = true, CompleteScopes = scopes }, cancel);
        await planning.ApplyAsync(actor, plan, new ApplyOptions(ValidRowsOnly: true), cancel);
    }
}
