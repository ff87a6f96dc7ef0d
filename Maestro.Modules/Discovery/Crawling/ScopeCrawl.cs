using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Npgsql;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>
/// Crawls one resource in one scope: lists, translates, writes in batches, and, only where every page came, retires what was not there.
/// </summary>
internal sealed class ScopeCrawl(Upserting upserting, IPlanning planning, ConnectionStore store, TimeProvider time)
{
    private const int BatchSize = 1_000;
    private static readonly Actor Self = Actor.System("discovery");

    /// <summary>The brake: a scope of more records than this that would lose a larger share of them is held back, and so is one that is suddenly empty.</summary>
    private const int BrakeFloor = 10;
    private const double BrakeShare = 0.2;

    internal Task CrawlAsync(Crawl crawl, Actor actor, ApiSession session, Resource resource, Scope scope)
    {
        var counting = new Counting(resource, NameOf(scope));
        return RunAsync(crawl, counting, resource, async () =>
        {
            await ListAsync(crawl, actor, session, resource, scope, counting);
            if (counting.Unread == 0)
                await SweepAsync(crawl, actor, scope.Of(resource), counting);
            else
                counting.Fail(RunPartStatus.Failed, FormattableString.Invariant($"{counting.Unread} could not be read, so nothing was retired. First: {counting.FirstUnread}"));
        });
    }

    /// <summary>Writes what files told of a scope, and retires what they no longer name unless <paramref name="gap"/> says why they may not be the whole truth, or they never are.</summary>
    internal Task TakeAsync(Crawl crawl, Actor actor, Resource resource, string scope, IReadOnlyList<Draft> drafts, string? gap, bool sweep = true)
    {
        var counting = new Counting(resource, FileFetching.NameOf(resource, scope));
        return RunAsync(crawl, counting, resource, async () =>
        {
            if (crawl.Origin.Serial is not null && IsOlder(crawl, await planning.ScopeAsync(actor, crawl.Origin, scope, crawl.Since, crawl.Within), counting))
                return;
            foreach (var batch in drafts.Chunk(BatchSize))
                await WriteAsync(crawl, actor, [.. batch], counting);
            if (gap is not null)
                counting.Fail(RunPartStatus.Failed, gap);
            else if (sweep)
                await SweepAsync(crawl, actor, scope, counting);
        });
    }

    private async Task RunAsync(Crawl crawl, Counting counting, Resource resource, Func<Task> crawlIt)
    {
        try
        {
            await crawlIt();
        }
        catch (Problem problem)
        {
            counting.Fail(StatusOf(problem, resource), problem.Message);
        }
        catch (OperationCanceledException) when (!crawl.Stop.IsCancellationRequested)
        {
            counting.Fail(RunPartStatus.Failed, "The time that a crawl may take was over.");
        }
        catch (NpgsqlException error) when (!crawl.Stop.IsCancellationRequested)
        {
            counting.Fail(RunPartStatus.Failed, $"The database did not answer: {error.Message}");
        }

        await EndAsync(crawl, counting.Part(time.GetUtcNow()));
    }

    /// <summary>Notes a part that has ended, in the run and on the connection.</summary>
    internal async Task EndAsync(Crawl crawl, RunPart part)
    {
        crawl.Tally.Add(part);
        crawl.Report.Part(part with { FinishedAt = part.FinishedAt ?? time.GetUtcNow() });
        if (part.Status is not RunPartStatus.Complete && part.Message is { } message)
            crawl.Report.Line($"{part.Resource}{(part.Scope.Length > 0 ? $" in {part.Scope}" : "")}: {message}");
        if (await store.CoverAsync(crawl.Line.Id, crawl.Report.Run, part, crawl.Stop) is { } before && before != part.Plan)
            await DropAsync(before, crawl.Stop);
    }

    internal static string NameOf(Scope scope) => scope.Part.Length > 0 ? scope.Part : scope.Account;

    internal static RunPartStatus StatusOf(Problem problem, Resource resource) => problem.Kind switch
    {
        _ when problem.Errors.GetValueOrDefault("code") is [var code] && resource.NotAvailable.Contains(code) => RunPartStatus.NotEnabled,
        ProblemKind.SignedOut or ProblemKind.Denied => RunPartStatus.Denied,
        ProblemKind.TooMany => RunPartStatus.Throttled,
        _ => RunPartStatus.Failed,
    };

    private async Task ListAsync(Crawl crawl, Actor actor, ApiSession session, Resource resource, Scope scope, Counting counting)
    {
        var batch = new List<Draft>();
        try
        {
            await foreach (var one in resource.ReadAsync(session, scope, crawl.Within))
            {
                if (one.Problem is { } problem)
                    counting.Miss($"{one.Label}: {problem.Message}");
                if (one.Draft is not { } draft)
                    continue;
                batch.Add(draft.In(scope.Of(resource)));
                if (batch.Count >= BatchSize)
                    await WriteAsync(crawl, actor, batch, counting);
            }
        }
        catch (Problem)
        {
            // What came before the failure was seen all the same.
            await WriteAsync(crawl, actor, batch, counting);
            throw;
        }

        await WriteAsync(crawl, actor, batch, counting);
    }

    private async Task WriteAsync(Crawl crawl, Actor actor, List<Draft> batch, Counting counting)
    {
        if (batch.Count == 0)
            return;
        var counts = await upserting.WriteAsync(crawl, actor, batch, new PlanOptions(), row => crawl.Report.Line($"{row.Label ?? row.Name}: {row.Errors.FirstOrDefault().Value?[0]}"), crawl.Within);
        counting.Wrote(batch.Count, counts);
        batch.Clear();
    }

    private async Task SweepAsync(Crawl crawl, Actor actor, string scope, Counting counting)
    {
        var view = await planning.ScopeAsync(actor, crawl.Origin, scope, crawl.Since, crawl.Within);
        if (view.Unseen == 0 || IsOlder(crawl, view, counting))
            return;
        var options = new PlanOptions { CompleteScopes = [scope], SeenSince = crawl.Since };
        if (counting.Seen == 0 || (view.Known > BrakeFloor && view.Unseen > view.Known * BrakeShare))
        {
            // Nobody has to guess what it would do: the plan waits, and retires when a person applies it.
            var plan = await WaitingAsync(crawl, counting, view.Unseen)
                ?? (await planning.PlanAsync(actor, crawl.Origin, [], options with { Match = true, Store = true, GoneAtOnce = true, Title = $"{crawl.Line.Name}: {counting.Name} held back" }, crawl.Within)).Id;
            counting.Hold(plan, FormattableString.Invariant($"{view.Unseen} of {view.Known} known records were not there; that is too many to retire without asking."));
            return;
        }

        var counts = await upserting.WriteAsync(crawl, actor, [], options, _ => { }, crawl.Within);
        counting.Swept(counts);
    }

    // Nothing is taken from a state that is older than the one read last: it would bring back old values, and retire what came since.
    private static bool IsOlder(Crawl crawl, ScopeView view, Counting counting)
    {
        if (view.Newer is not { } newer)
            return false;
        counting.Fail(RunPartStatus.Failed, FormattableString.Invariant($"This state (serial {crawl.Origin.Serial}) is older than the one read last (serial {newer}): nothing was taken from it."));
        return true;
    }

    // The plan that waits since the crawl before, where it would do the same: whoever reviews it is not to find it gone.
    private async Task<Guid?> WaitingAsync(Crawl crawl, Counting counting, long unseen)
    {
        if (await store.PlanAsync(crawl.Line.Id, counting.Resource, counting.Scope, crawl.Stop) is not { } waiting)
            return null;
        try
        {
            // As many, and each of them as it was: the same.
            var same = (await planning.FindAsync(Self, waiting, crawl.Within)).Counts.Total == unseen && await planning.StandsAsync(Self, waiting, crawl.Within);
            return same ? waiting : null;
        }
        catch (Problem gone) when (gone.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }

    // A plan that another has taken the place of, or whose scope is whole again, is not to be applied any more.
    private async Task DropAsync(Guid plan, CancellationToken cancel)
    {
        try
        {
            await planning.DiscardAsync(Self, plan, cancel);
        }
        catch (Problem applied) when (applied.Kind is ProblemKind.Missing or ProblemKind.Conflict)
        {
            // Somebody has applied it, or it was too old to be kept.
        }
    }

    /// <summary>What one scope came to.</summary>
    private sealed class Counting(Resource resource, string scope)
    {
        private RunPart part = new(resource.Task, resource.Name, scope, RunPartStatus.Complete);

        public string Resource => resource.Name;
        public string Scope => scope;
        public string Name => $"{resource.Name} in {scope}";
        public long Seen => part.Seen;
        public int Unread { get; private set; }
        public string? FirstUnread { get; private set; }

        public void Miss(string why) => (Unread, FirstUnread) = (Unread + 1, FirstUnread ?? why);

        public void Wrote(int seen, PlanCounts counts) =>
            part = part with { Seen = part.Seen + seen, Created = part.Created + counts.Create + counts.Conflict, Changed = part.Changed + counts.Change + counts.Restore };

        public void Swept(PlanCounts counts) => part = part with { Missing = counts.Change, Gone = counts.Retire };

        public void Hold(Guid plan, string message) => part = part with { Status = RunPartStatus.Held, Plan = plan, Message = message };

        public void Fail(RunPartStatus status, string message) => part = part with { Status = status, Message = message };

        public RunPart Part(DateTimeOffset now) => part with { FinishedAt = now };
    }
}
