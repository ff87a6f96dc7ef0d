using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Clock;
using Maestro.Modules.Scheduling.Firings;
using Maestro.Modules.Scheduling.Runs;
using Maestro.Modules.Scheduling.Webhooks;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>The contract: writes schedules, starts and resumes them, and tells how they go.</summary>
internal sealed class ScheduleDesk(
    IInventory inventory, IPlanning planning, IQueries queries, IKinds kinds, Works works, ScheduleChecks checks, WebhookSecrets secrets, ScheduleStates states, FiringStore store, Starting starting, RunQueue queue, IRuns runs, Wake wake, TimeProvider time) : IScheduling
{
    private const int MostOfTarget = 500;

    public IReadOnlyList<string> Modules => works.Words;

    public async Task<IReadOnlyList<Record>> CreateAsync(Actor actor, IReadOnlyList<JsonObject> fields, CancellationToken cancel)
    {
        var (drafts, given, faults) = (new List<Draft>(), new List<GivenSecrets>(), new List<Dictionary<string, List<string>>>());
        foreach (var one in fields)
        {
            var document = (JsonObject)one.DeepClone();
            Documents.Normalize(document);
            var secret = GivenSecrets.Take(document);
            given.Add(secret);
            faults.Add(await checks.FaultsOfAsync(actor, null, document, cancel));
            await Documents.NameTargetAsync(inventory, kinds, actor, document, document, cancel);
            Documents.MarkSecrets(null, document, document, secret);
            drafts.Add(new Draft(Schedule.KindName) { Fields = document });
        }

        var applied = await ApplyAsync(actor, drafts, drafts.Count == 1 ? "Create schedule" : "Create schedules", faults, cancel);
        for (var at = 0; at < given.Count; at++)
            await secrets.KeepAsync(actor, applied.Ids[at], drafts[at].Fields["name"].Text() ?? "", given[at], cancel);
        wake.Clock();
        return await RecordsAsync(actor, applied.Ids, cancel);
    }

    public async Task<Record> ChangeAsync(Actor actor, Guid id, JsonObject fields, bool replace, int? version, CancellationToken cancel)
    {
        var before = await inventory.GetAsync(actor, Schedule.KindName, id, null, cancel);
        if (before.Level < Level.Write || !actor.MayWrite)
            throw Problem.Denied("You may read this schedule, not change it.");
        var patch = (JsonObject)fields.DeepClone();
        Documents.Normalize(patch);
        var secret = GivenSecrets.Take(patch);
        // One timing takes the place of the other.
        if (patch["cron"] is not null && !patch.ContainsKey("interval"))
            patch["interval"] = null;
        else if (patch["interval"] is not null && !patch.ContainsKey("cron"))
            patch["cron"] = null;
        var after = replace ? (JsonObject)patch.DeepClone() : Documents.Patched(before.Fields, patch);
        // What was given to one place is not carried to another.
        secret = secret with { Forget = Documents.Origin(before.Fields) != Documents.Origin(after) };
        var faults = await checks.FaultsOfAsync(actor, id, after, cancel);
        await Documents.NameTargetAsync(inventory, kinds, actor, after, patch, cancel);
        Documents.MarkSecrets(before.Fields, after, patch, secret);
        await ApplyAsync(actor, [new Draft(Schedule.KindName) { Id = id, Fields = patch, Replace = replace, Version = version }], "Edit schedule", [faults], cancel);
        await secrets.KeepAsync(actor, id, after["name"].Text() ?? before.Name, secret, cancel);
        wake.Clock();
        return (await RecordsAsync(actor, [id], cancel))[0];
    }

    public async Task RemoveAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await ApplyAsync(actor, [.. ids.Select(id => new Draft(Schedule.KindName) { Id = id, Action = DraftAction.Retire })], ids.Count == 1 ? "Retire schedule" : "Retire schedules", [], cancel);
        wake.Clock();
    }

    public async Task<Run> RunAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await DemandWriteAsync(actor, id, cancel);
        if (await store.UnderWayAsync(id, Guid.Empty, cancel) is { } going)
            return await runs.GetAsync(actor, going, cancel);
        var firing = await store.AskAsync(id, actor.Name, queue.Worker, cancel);
        var run = await starting.StartForAsync(firing, cancel);
        wake.Worker();
        return run;
    }

    public async Task ResumeAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await DemandWriteAsync(actor, id, cancel);
        await states.ResumeAsync(id, cancel);
        wake.Clock();
    }

    public IReadOnlyList<DateTimeOffset> Next(ScheduleTiming timing, int count)
    {
        var now = time.GetUtcNow();
        var faults = Timings.FaultsOf(timing, TimeSpan.Zero, now);
        return faults.Count > 0 ? throw Problem.Invalid(faults.ToDictionary(fault => fault.Key, fault => new[] { fault.Value })) : Timings.Next(timing, now, now, Math.Clamp(count, 1, 50));
    }

    public async Task<IReadOnlyDictionary<Guid, ScheduleState>> StatesAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var seen = new List<ScheduleView>();
        foreach (var part in ids.Chunk(1_000))
            seen.AddRange((await inventory.ListAsync(actor, new Query { Kind = Schedule.KindName, Ids = part, Active = null, Limit = part.Length, Counted = false }, cancel)).Rows.Select(record => new ScheduleView(record)));
        return await states.OfAsync(seen, cancel);
    }

    public async Task<Page<Firing>> FiringsAsync(Actor actor, Guid id, int limit, string? cursor, CancellationToken cancel)
    {
        await inventory.GetAsync(actor, Schedule.KindName, id, null, cancel);
        return await states.FiringsAsync(id, limit, cursor, cancel);
    }

    public async Task<IReadOnlyList<Record>> OfTargetAsync(Actor actor, Guid target, CancellationToken cancel) =>
        (await inventory.ListAsync(actor, new Query
        {
            Kind = Schedule.KindName, Filter = queries.Test(kinds.Get(Schedule.KindName), "target__id", [$"{target}"]), Limit = MostOfTarget, Counted = false, Order = [new Sort("name", false)],
        }, cancel)).Rows;

    private async Task DemandWriteAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var record = await inventory.GetAsync(actor, Schedule.KindName, id, null, cancel);
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        if (record.Level < Level.Write)
            throw Problem.Denied("You may read this schedule, not start it.");
        if (!record.Active)
            throw Problem.Conflict("The schedule is retired: restore it first.");
    }

    // What the Kind itself finds wrong is told together with what the checks found.
    private async Task<Applied> ApplyAsync(Actor actor, IReadOnlyList<Draft> drafts, string title, IReadOnlyList<Dictionary<string, List<string>>> faults, CancellationToken cancel)
    {
        var plan = await planning.PlanAsync(actor, Origin.Person(actor), drafts, new PlanOptions { Title = title, By = Schedule.Writer, WarnDuplicates = false }, cancel);
        if (faults.Any(one => one.Count > 0) && plan.Rows.All(row => row.Cause is null or ProblemKind.Invalid))
        {
            var all = new Dictionary<string, string[]>();
            for (var at = 0; at < faults.Count; at++)
            {
                var prefix = faults.Count == 1 ? "" : FormattableString.Invariant($"{at}.");
                foreach (var (path, messages) in plan.Rows[at].Errors)
                    all[prefix + path] = messages;
                foreach (var (path, messages) in faults[at])
                    all[prefix + path] = [.. messages];
            }

            throw Problem.Invalid(all);
        }

        return await planning.ApplyAsync(actor, plan, new ApplyOptions(), cancel);
    }

    private async Task<IReadOnlyList<Record>> RecordsAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var page = await inventory.ListAsync(actor, new Query { Kind = Schedule.KindName, Ids = ids, Active = null, Limit = Math.Max(1, ids.Count), Counted = false }, cancel);
        var found = page.Rows.ToDictionary(record => record.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }
}
