using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>One crawl, from signing in to the last scope. Whatever fails ends its own scope only; the run is partial then, never falsely done.</summary>
internal sealed class CrawlWork(IInventory inventory, ConnectionStore store, CrawlActors actors, Lines lines, FileFetching files, ScopeCrawl scopes, Covering covering, IOptions<CallOptions> options, TimeProvider time)
{
    /// <param name="connection">What to crawl.</param>
    /// <param name="report">Where it says how far it is.</param>
    /// <param name="next">The tasks to do next; null when there are none left.</param>
    /// <param name="uploaded">The files to read, for a connection that they are uploaded to.</param>
    internal async Task<RunOutcome> RunAsync(Guid connection, IRunReport report, Func<Guid, CancellationToken, Task<IReadOnlyList<string>?>> next, IReadOnlyList<ImportFile>? uploaded, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(options.Value.CrawlMinutes), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var tally = new Tally();
        Problem? signIn = null;
        while (await next(connection, stop) is { } tasks)
        {
            var record = await inventory.GetAsync(Actor.System("discovery"), "connection", connection, null, stop);
            var crawl = new Crawl(Line.Of(record), Ids.New(time), time.GetUtcNow(), tally, report, stop, both.Token);
            signIn = await TryAsync(crawl, tasks, uploaded);
        }

        if (signIn is not null && tally.Parts.All(part => part.Status != RunPartStatus.Complete))
            throw signIn;
        return tally.Outcome();
    }

    private async Task<Problem?> TryAsync(Crawl crawl, IReadOnlyList<string> tasks, IReadOnlyList<ImportFile>? uploaded)
    {
        var resources = crawl.Line.ResourcesOf(tasks);
        try
        {
            var actor = await actors.OfAsync(crawl.Line, crawl.Stop);
            if (crawl.Line.Datacenter is { } datacenter)
                await DemandAsync(actor, datacenter, crawl.Stop);
            if (uploaded is not null)
            {
                await files.TakeAsync(crawl, actor, uploaded, resources);
                return null;
            }

            var credentials = await store.CredentialsAsync(crawl.Line.Id, crawl.Stop) ?? throw Problem.Conflict("This connection has no credentials. Type them in first.");
            if (crawl.Line.Provider is not CloudProvider provider)
            {
                await files.CrawlAsync(crawl, actor, credentials, resources);
                return null;
            }

            crawl.Report.Progress("signing in");
            await using var session = await lines.OpenAsync(provider, crawl.Line, credentials, null, crawl.Within);
            await store.CheckedAsync(crawl.Line.Id, session.Identity, session.Account, null, crawl.Stop);
            await CrawlAsync(crawl, actor, session, resources);
            return null;
        }
        catch (Problem problem)
        {
            return await SaidAsync(crawl, resources, problem);
        }
        catch (OperationCanceledException) when (!crawl.Stop.IsCancellationRequested)
        {
            return await SaidAsync(crawl, resources, new Problem(ProblemKind.Unavailable, "The time that a crawl may take was over before anything was read."));
        }
    }

    // Nothing was listed: every scope that is known of says why, and where none is, the whole account.
    private async Task<Problem> SaidAsync(Crawl crawl, IReadOnlyList<Resource> resources, Problem problem)
    {
        await store.CheckedAsync(crawl.Line.Id, null, null, problem.Message, crawl.Stop);
        var known = (await store.CoverageAsync(crawl.Line.Id, crawl.Stop)).ToLookup(row => row.Resource, row => row.Scope);
        foreach (var resource in resources)
        {
            foreach (var scope in known[resource.Name].DefaultIfEmpty(""))
                await scopes.EndAsync(crawl, new RunPart(resource.Task, resource.Name, scope, ScopeCrawl.StatusOf(problem, resource)) { Message = problem.Message });
        }

        return problem;
    }

    // Everything it finds points there: better said once than at every record.
    private async Task DemandAsync(Actor actor, Guid datacenter, CancellationToken cancel)
    {
        try
        {
            await inventory.GetAsync(actor, "datacenter", datacenter, null, cancel);
        }
        catch (Problem hidden) when (hidden.Kind == ProblemKind.Missing)
        {
            throw Problem.Denied("Whom this connection acts as may not see its datacenter: grant read on the datacenter first.");
        }
    }

    private async Task CrawlAsync(Crawl crawl, Actor actor, ApiSession session, IReadOnlyList<Resource> resources)
    {
        var parts = resources.SelectMany(resource => session.ScopesOf(resource).Select(scope => (Resource: resource, Scope: scope))).ToList();
        foreach (var (place, part) in parts.Index())
        {
            crawl.Stop.ThrowIfCancellationRequested();
            crawl.Report.Progress(part.Resource.Task, place, parts.Count);
            await scopes.CrawlAsync(crawl, actor, session, part.Resource, part.Scope);
        }

        foreach (var group in parts.GroupBy(part => part.Resource.Name))
            await store.ForgetScopesAsync(crawl.Line.Id, group.Key, [.. group.Select(part => ScopeCrawl.NameOf(part.Scope))], crawl.Stop);
        // Also when the time of the crawl is over: what was listed before that was listed.
        await covering.NoteAsync(crawl, actor, crawl.Stop);
    }
}

/// <summary>What the parts of one crawl share.</summary>
/// <param name="ChangeSet">The change set that all its changes join.</param>
/// <param name="Since">When it began: what was last seen before was not seen by it.</param>
/// <param name="Stop">Cancelled when a person or the end of this process stops it.</param>
/// <param name="Within">The same, and when its time is over.</param>
internal sealed record Crawl(Line Line, Guid ChangeSet, DateTimeOffset Since, Tally Tally, IRunReport Report, CancellationToken Stop, CancellationToken Within)
{
    /// <summary>Whose word it is: the connection's, and of files the state that speaks.</summary>
    public Origin Origin { get; init; } = Line.Origin;
}
