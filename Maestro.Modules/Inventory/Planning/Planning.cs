using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>The contract: plan, keep, apply, undo, merge.</summary>
internal sealed class Planning(Planner planner, Applying applying, PlanStore store, Undoing undoing, Merging merging, IFileStore files) : IPlanning
{
    public async Task<Plan> PlanAsync(Actor actor, Origin origin, IReadOnlyList<Draft> drafts, PlanOptions options, CancellationToken cancel)
    {
        var plan = await planner.PlanAsync(actor, origin, drafts, options, cancel);
        if (options.Store)
            await store.SaveAsync(actor, plan, cancel);
        return plan;
    }

    public Task<Applied> ApplyAsync(Actor actor, Plan plan, ApplyOptions options, CancellationToken cancel)
    {
        var errors = plan.Rows.Where(row => row.Action == PlanAction.Error).ToList();
        if (errors.Count > 0 && !options.ValidRowsOnly)
            throw Failure(errors, plan.Rows.Count == 1);
        return applying.ApplyAsync(actor, plan, (PlanWork)plan.Work!, options, null, cancel);
    }

    public async Task<Applied> ApplyAsync(Actor actor, Guid id, ApplyOptions options, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        var (plan, extra) = await store.FindAsync(actor, id, cancel);
        if (plan.ChangeSet is not null)
            throw Problem.Conflict("This plan has been applied already.");
        if (plan.Counts.Error > 0 && !options.ValidRowsOnly)
        {
            var bad = await store.RowsAsync(actor, id, PlanAction.Error, 0, 100, cancel);
            throw Failure(bad.Rows, alone: false);
        }

        var work = extra with { Records = await store.WorkAsync(actor, id, cancel) };
        return await applying.ApplyAsync(actor, plan, work, options, id, cancel);
    }

    public Task<ScopeView> ScopeAsync(Actor actor, Origin origin, string scope, DateTimeOffset since, CancellationToken cancel) => planner.ScopeAsync(actor, origin, scope, since, cancel);

    public Task<bool> StandsAsync(Actor actor, Guid id, CancellationToken cancel) => store.StandsAsync(actor, id, cancel);

    public async Task<Plan> FindAsync(Actor actor, Guid id, CancellationToken cancel) => (await store.FindAsync(actor, id, cancel)).Plan;

    public async Task<IReadOnlyList<StoredFile>> FilesAsync(Actor actor, Guid id, CancellationToken cancel) =>
        await store.IsMadeByAsync(actor, id, cancel) ? await files.OfAsync("plan", id, cancel) : [];

    public Task<Page<PlanRow>> RowsAsync(Actor actor, Guid id, PlanAction? action, int from, int limit, CancellationToken cancel) => store.RowsAsync(actor, id, action, from, limit, cancel);

    public Task DiscardAsync(Actor actor, Guid id, CancellationToken cancel) => store.DiscardAsync(actor, id, cancel);

    public async Task<Plan> UndoAsync(Actor actor, Guid changeSet, CancellationToken cancel)
    {
        var (drafts, title) = await undoing.DraftsAsync(actor, changeSet, cancel);
        return await PlanAsync(actor, Origin.Person(actor), drafts, new PlanOptions { Title = title, Store = true, Undoes = changeSet, WarnDuplicates = false }, cancel);
    }

    public Task<Applied> MergeAsync(Actor actor, Guid into, Guid from, CancellationToken cancel) => merging.MergeAsync(actor, into, from, cancel);

    /// <summary>The errors of a plan as the one expected failure: one row's under its own paths, many rows' under "3.cpu".</summary>
    internal static Problem Failure(IReadOnlyList<PlanRow> errors, bool alone)
    {
        var cause = errors.Select(row => row.Cause ?? ProblemKind.Invalid).OrderBy(Weight).First();
        var messages = new Dictionary<string, string[]>();
        foreach (var row in errors.Take(1000))
        {
            foreach (var (path, texts) in row.Errors)
                messages[alone ? path : path.Length == 0 ? FormattableString.Invariant($"{row.Index}") : FormattableString.Invariant($"{row.Index}.{path}")] = texts;
        }

        var (where, first) = (errors[0].Label ?? (alone ? "" : FormattableString.Invariant($"row {errors[0].Index + 1}")), errors[0].Errors.First());
        var text = $"{where}{(where.Length > 0 ? ": " : "")}{first.Key}{(first.Key.Length > 0 ? " " : alone ? "The record " : "")}{first.Value[0]}";
        return new Problem(cause, errors.Count > 1 ? FormattableString.Invariant($"{errors.Count} rows have errors. {text}") : text, messages);
    }

    // Who may not do it learns that before what was wrong with it.
    private static int Weight(ProblemKind kind) => kind switch { ProblemKind.Missing => 0, ProblemKind.Denied => 1, ProblemKind.Stale => 2, ProblemKind.Conflict => 3, _ => 4 };
}
