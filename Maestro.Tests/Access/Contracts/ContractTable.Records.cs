using System.Text.Json.Nodes;
using Maestro.Modules.Audit;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Tests.Access.Contracts;

// Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class ContractTable
{
    private static Query Servers(Knock knock) => new() { Kind = "server", Ids = [knock.Target.Id] };

    private static IReadOnlyList<ContractEntry> Records =>
    [
        Of("IInventory.ListAsync(Query)", Seen, async knock => Sees((await knock.Get<IInventory>().ListAsync(knock.Actor, Servers(knock), Knock.Cancel)).Rows.Count == 1)),
        Of("IInventory.StreamAsync(Query)", Seen, async knock => Sees(await knock.Get<IInventory>().StreamAsync(knock.Actor, Servers(knock), Knock.Cancel).CountAsync(Knock.Cancel) == 1)),
        Of("IInventory.CountAsync(Query)", Seen, async knock => Sees((await knock.Get<IInventory>().CountAsync(knock.Actor, Servers(knock), Knock.Cancel)).Count == 1)),
        Of("IInventory.FacetAsync(Query, String, Int32)", Seen, async knock => Sees((await knock.Get<IInventory>().FacetAsync(knock.Actor, Servers(knock), "state", 9, Knock.Cancel)).Count == 1)),
        Of("IInventory.SumAsync(Query, String)", Seen, async knock => Sees((await knock.Get<IInventory>().SumAsync(knock.Actor, Servers(knock), "cpu", Knock.Cancel)).Sum > 0)),
        Of("IInventory.CountByKindAsync(DateTimeOffset?)", Seen, async knock => Sees((await knock.Get<IInventory>().CountByKindAsync(knock.Actor, null, Knock.Cancel)).GetValueOrDefault("server") > 0)),
        Of("IInventory.SearchAsync(String, String, Int32)", Seen, async knock => Sees((await knock.Get<IInventory>().SearchAsync(knock.Actor, "target", "server", 50, Knock.Cancel)).Count > 0)),
        Do("IInventory.GetAsync(String, Guid, DateTimeOffset?)", Readers, knock => knock.Get<IInventory>().GetAsync(knock.Actor, "server", knock.Target.Id, null, Knock.Cancel)),
        Do("IInventory.LinksAsync(Guid)", Readers, knock => knock.Get<IInventory>().LinksAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("IInventory.NeighboursAsync(Guid, Int32)", Readers, knock => knock.Get<IInventory>().NeighboursAsync(knock.Actor, knock.Target.Id, 9, Knock.Cancel)),
        Do("IInventory.SourcesAsync(Guid)", Readers, knock => knock.Get<IInventory>().SourcesAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("IInventory.GrantsAsync(Guid)", Readers, knock => knock.Get<IInventory>().GrantsAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("IEffectiveAccess.OfAsync(String, Guid)", Readers, knock => knock.Get<IEffectiveAccess>().OfAsync(knock.Actor, "server", knock.Target.Id, Knock.Cancel)),
        Do("IAudit.HistoryAsync(Guid, String, Int32, String)", Readers, knock => knock.Get<IAudit>().HistoryAsync(knock.Actor, knock.Target.Id, null, 9, null, Knock.Cancel)),
        Do("IAudit.DiffAsync(Guid, DateTimeOffset, DateTimeOffset)", Readers, knock => knock.Get<IAudit>().DiffAsync(knock.Actor, knock.Target.Id, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow, Knock.Cancel)),
        Of("IAudit.ChangeSetsAsync(ChangeSetQuery)", Seen, async knock => Sees((await knock.Get<IAudit>().ChangeSetsAsync(knock.Actor, new ChangeSetQuery(1000), Knock.Cancel)).Rows.Any(set => set.Id == knock.Target.ChangeSet))),
        Do("IAudit.ChangeSetAsync(Guid)", Readers, knock => knock.Get<IAudit>().ChangeSetAsync(knock.Actor, knock.Target.ChangeSet, Knock.Cancel)),
        Of("IAudit.ChangesAsync(Guid, Int32, String)", Seen, async knock => Sees((await knock.Get<IAudit>().ChangesAsync(knock.Actor, knock.Target.ChangeSet, 9, null, Knock.Cancel)).Rows.Count > 0)),
        Of("IExchange.ExportAsync(Query, ExportFormat, IReadOnlyList<String>, Stream)", Seen, async knock =>
        {
            using var file = new MemoryStream();
            await knock.Get<IExchange>().ExportAsync(knock.Actor, Servers(knock), ExportFormat.Csv, ["name"], file, Knock.Cancel);
            return Sees(System.Text.Encoding.UTF8.GetString(file.ToArray()).Contains(knock.Target.Id.ToString(), StringComparison.Ordinal));
        }),
        // Whoever reads neither record of a pair is not told that there is one; this world has none, so nobody is.
        Do("IConflicts.ListAsync(Int32, Int32)", Everybody, knock => knock.Get<IConflicts>().ListAsync(knock.Actor, 9, 0, Knock.Cancel)),
        Do("IConflicts.DismissAsync(Guid)", Nowhere, knock => knock.Get<IConflicts>().DismissAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Of("IConflicts.DuplicatesAsync(String, IReadOnlyDictionary<String, String>, Guid?)", Seen, async knock =>
        {
            var name = (await knock.Get<IInventory>().GetAsync(Actor.System("test"), "server", knock.Target.Id, null, Knock.Cancel)).Name;
            return Sees((await knock.Get<IConflicts>().DuplicatesAsync(knock.Actor, "server", new Dictionary<string, string> { ["name"] = name }, null, Knock.Cancel)).Count > 0);
        }),
        // Nothing in this world was reported by a source that stays; each sees the sources of what it reads.
        Do("ISources.ListAsync(Int32)", Everybody, knock => knock.Get<ISources>().ListAsync(knock.Actor, 9, Knock.Cancel)),
        Of("IDrift.ListAsync(Query, IReadOnlyList<DriftStatus>)", Seen, async knock => Sees((await knock.Get<IDrift>().ListAsync(knock.Actor, Servers(knock), [], Knock.Cancel)).Rows.Count == 1)),
        Of("IDrift.CountAsync(Query)", Seen, async knock => Sees((await knock.Get<IDrift>().CountAsync(knock.Actor, Servers(knock), Knock.Cancel)).Values.Sum(count => count.Count) == 1)),
        Of("IDrift.StreamAsync(Query, IReadOnlyList<DriftStatus>)", Seen, async knock => Sees(await knock.Get<IDrift>().StreamAsync(knock.Actor, Servers(knock), [], Knock.Cancel).CountAsync(Knock.Cancel) == 1)),
        // What nobody's datacenter holds is nobody's to cover.
        Do("IDrift.CoverAsync(Origin, IReadOnlyCollection<ValueTuple<String, String>>)", Everybody, knock => knock.Get<IDrift>().CoverAsync(knock.Actor, Origin.Person(knock.Actor), [("server", "")], Knock.Cancel)),
        Do("IViews.ListAsync(String)", Everybody, knock => knock.Get<IViews>().ListAsync(knock.Actor, "server", Knock.Cancel)),
        Do("IViews.SaveAsync(String, String, String, Guid?)", "denied denied denied denied denied ok denied ok", knock => knock.Get<IViews>().SaveAsync(knock.Actor, "server", "ours", "", knock.Target.Team, Knock.Cancel)),
        Do("IViews.DeleteAsync(Guid)", Nowhere, knock => knock.Get<IViews>().DeleteAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
    ];

    private static IReadOnlyList<ContractEntry> Plans =>
    [
        Of("IPlanning.PlanAsync(Origin, IReadOnlyList<Draft>, PlanOptions)", "missing missing denied ok ok ok missing ok", async knock => WordOf(await PatchAsync(knock, knock.Actor))),
        // An administrator's plan in somebody else's hands: it is asked again who may.
        Do("IPlanning.ApplyAsync(Plan, ApplyOptions)", "denied denied denied ok ok ok denied ok", async knock =>
        {
            var plan = await PatchAsync(knock, Actor.System("test") with { UserId = Guid.CreateVersion7(), IsSystem = false, IsAdmin = true });
            await knock.Get<IPlanning>().ApplyAsync(knock.Actor, plan, new ApplyOptions(), Knock.Cancel);
        }) with { Changes = true },
        Do("IPlanning.FindAsync(Guid)", "missing missing missing missing ok missing missing ok", knock => knock.Get<IPlanning>().FindAsync(knock.Actor, knock.Target.Plan, Knock.Cancel)) with { On = "/plans/" },
        Do("IPlanning.StandsAsync(Guid)", "missing missing missing missing ok missing missing ok", knock => knock.Get<IPlanning>().StandsAsync(knock.Actor, knock.Target.Plan, Knock.Cancel)) with { On = "/plans/" },
        Do("IPlanning.RowsAsync(Guid, PlanAction?, Int32, Int32)", "missing missing missing missing ok missing missing ok", knock => knock.Get<IPlanning>().RowsAsync(knock.Actor, knock.Target.Plan, null, 0, 9, Knock.Cancel)) with { On = "/plans/" },
        Do("IPlanning.ApplyAsync(Guid, ApplyOptions)", "missing missing missing missing ok missing missing ok", knock => knock.Get<IPlanning>().ApplyAsync(knock.Actor, knock.Target.Plan, new ApplyOptions(), Knock.Cancel)) with { On = "/plans/", Changes = true },
        Do("IPlanning.DiscardAsync(Guid)", "missing missing missing missing ok missing missing ok", knock => knock.Get<IPlanning>().DiscardAsync(knock.Actor, knock.Target.Plan, Knock.Cancel)) with { On = "/plans/", Changes = true },
        Of("IPlanning.UndoAsync(Guid)", "missing missing denied ok ok ok missing ok", async knock =>
        {
            var plan = await knock.Get<IPlanning>().UndoAsync(knock.Actor, knock.Target.ChangeSet, Knock.Cancel);
            return WordOf(plan with { Rows = (await knock.Get<IPlanning>().RowsAsync(knock.Actor, plan.Id, null, 0, 9, Knock.Cancel)).Rows });
        }),
        Do("IPlanning.MergeAsync(Guid, Guid)", "missing missing denied denied ok denied missing ok", knock => knock.Get<IPlanning>().MergeAsync(knock.Actor, knock.Target.Id, knock.Target.Other, Knock.Cancel)) with { Changes = true },
        // A file belongs to whoever brings it; what it may touch is asked when its plan is made and applied.
        Do("IDiscovery.ReadAsync(ImportRequest)", Everybody, async knock => await knock.Get<IDiscovery>().ReadAsync(knock.Actor, Upload(), Knock.Cancel)),
        Do("IDiscovery.PlanAsync(ImportRequest)", Everybody, async knock => await knock.Get<IDiscovery>().PlanAsync(knock.Actor, Upload(), Knock.Cancel)),
        Do("IDiscovery.StartAsync(ImportRequest)", Everybody, async knock => await knock.Get<IDiscovery>().StartAsync(knock.Actor, Upload(), Knock.Cancel)),
        Do("IRuns.StartAsync(RunStart)", Everybody, async knock => await knock.Get<IRuns>().StartAsync(knock.Actor, new RunStart("test", "nothing", (_, _) => Task.FromResult(new RunOutcome(RunStatus.Done, "done"))), Knock.Cancel)),
        // What is asked about is named; runs that are not the actor's are left out.
        Do("IRuns.LatestAsync(IReadOnlyCollection<Guid>)", Everybody, knock => knock.Get<IRuns>().LatestAsync(knock.Actor, [knock.Target.Id], Knock.Cancel)),
        Do("IRuns.StatisticsAsync()", "denied denied denied denied denied denied denied ok", knock => knock.Get<IRuns>().StatisticsAsync(knock.Actor, Knock.Cancel)),
        Do("IRuns.ListAsync(RunQuery)", Everybody, async knock => Assert.All((await knock.Get<IRuns>().ListAsync(knock.Actor, new RunQuery(), Knock.Cancel)).Rows, run => Assert.NotNull(run))),
        Do("IRuns.GetAsync(Guid)", Others, async knock => await knock.Get<IRuns>().GetAsync(knock.Actor, await RunAsync(knock), Knock.Cancel)),
        Do("IRuns.StopAsync(Guid)", Others, async knock => await knock.Get<IRuns>().StopAsync(knock.Actor, await RunAsync(knock), Knock.Cancel)),
    ];

    // Of somebody else: administrators alone see it.
    private const string Others = "missing missing missing missing missing missing missing ok";

    private static Task<Plan> PatchAsync(Knock knock, Actor by) => knock.Get<IPlanning>().PlanAsync(
        by, Origin.Person(by), [new Draft("server") { Id = knock.Target.Id, Fields = new JsonObject { ["cpu"] = 7 } }], new PlanOptions(), Knock.Cancel);

    private static string? WordOf(Plan plan) => plan.Rows[0].Cause?.ToString().ToLowerInvariant();

    private static async Task<Guid> RunAsync(Knock knock) =>
        (await knock.Get<IRuns>().StartAsync(Actor.System("test") with { IsSystem = false, UserId = Guid.CreateVersion7() }, new RunStart("test", "somebody's", (_, _) => Task.FromResult(new RunOutcome(RunStatus.Done, "done"))), Knock.Cancel)).Id;

    private static ImportRequest Upload() => new() { Source = "json", Files = [new ImportFile("servers.json", new MemoryStream("""{"servers":[{"name":"uploaded","unique_id":"i-1"}]}"""u8.ToArray()))] };
}
