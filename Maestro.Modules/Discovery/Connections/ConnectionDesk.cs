using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Discovery.Importing;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>The contract: makes, changes and shows connections, and hands their work to those who do it.</summary>
internal sealed class ConnectionDesk(ConnectionWriting writing, ConnectionStore store, IInventory inventory, Probe probe, Crawls crawls, IRuns runs, IOptions<CallOptions> options, IOptions<FilesOptions> limits) : IConnections
{
    public IReadOnlyList<ProviderView> Providers { get; } = ProviderViews.All(options.Value.HostCredentials);

    public Task<Guid> CreateAsync(Actor actor, ConnectionDraft draft, CancellationToken cancel) => writing.CreateAsync(actor, draft, cancel);

    public async Task ChangeAsync(Actor actor, Guid id, ConnectionDraft draft, int? version, string? reason, CancellationToken cancel) =>
        await writing.ChangeAsync(actor, await DemandAsync(actor, id, Level.Write, cancel), draft, version, reason, cancel);

    public async Task<IReadOnlyList<ConnectionOverview>> OverviewAsync(Actor actor, CancellationToken cancel)
    {
        var records = (await inventory.ListAsync(actor, new Query { Kind = "connection", Order = [new Sort("name", false)], Limit = 1000, Counted = false }, cancel)).Rows;
        var seen = await store.SeenAsync([.. records.Select(record => record.Id)], cancel);
        var ran = await runs.LatestAsync(Actor.System("discovery"), [.. records.Select(record => record.Id)], cancel);
        return [.. records.Select(record => (Record: record, Seen: seen.GetValueOrDefault(record.Id) ?? new(null, null, 0, 0, 0))).Select(pair => new ConnectionOverview(
            pair.Record, pair.Seen.Identity, pair.Seen.Message, ran[pair.Record.Id].Running, ran[pair.Record.Id].Ended, pair.Seen.Seen, pair.Seen.Complete, pair.Seen.Scopes))];
    }

    public async Task<ConnectionState> StateAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var record = await DemandAsync(actor, id, Level.Read, cancel);
        var row = await store.FindAsync(id, cancel);
        var shown = row is not null && record.Level >= Level.Write ? Vault.Shown(Line.Of(record).Method, await store.CredentialsAsync(id, cancel) ?? []) : null;
        var run = await crawls.RunningAsync(id, cancel);
        // A crawl that has done its work is under way until its run has ended too; in between it would look as if there were neither.
        var ran = (await runs.ListAsync(Actor.System("discovery"), new RunQuery(2, Target: id), cancel)).Rows;
        return new(row?.Identity, row?.Account, row?.CheckedAt, row?.Message, row?.ChangedAt, shown, run ?? ran.FirstOrDefault(one => !one.Ended), ran.FirstOrDefault(one => one.Ended));
    }

    public async Task<ConnectionCheck> TestAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var line = Line.Of(await DemandAsync(actor, id, Level.Write, cancel));
        var check = await probe.TestAsync(line, await CredentialsAsync(id, cancel), cancel);
        await store.CheckedAsync(id, check.Identity, check.Account, check.Message, cancel);
        return check;
    }

    public async Task<ConnectionCheck> TestAsync(Actor actor, ConnectionDraft draft, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        var (line, credentials) = writing.Imagine(actor, draft);
        return await probe.TestAsync(line, credentials, cancel);
    }

    public async Task<Run> CrawlAsync(Actor actor, Guid id, IReadOnlyList<string>? tasks, CancellationToken cancel) =>
        await crawls.StartAsync(actor, await DemandAsync(actor, id, Level.Write, cancel), tasks, cancel);

    public async Task<Run> UploadAsync(Actor actor, Guid id, IReadOnlyList<ImportFile> files, CancellationToken cancel)
    {
        var record = await DemandAsync(actor, id, Level.Write, cancel);
        if (files.Count == 0)
            throw Problem.Malformed("There is no file to read.");
        return await crawls.UploadAsync(actor, record, await HeldFiles.TakeAsync(files, limits.Value, cancel), cancel);
    }

    public async Task StopAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await DemandAsync(actor, id, Level.Write, cancel);
        if (await crawls.RunningAsync(id, cancel) is { } run)
            await runs.StopAsync(Actor.System(actor.Name), run.Id, cancel);
    }

    public async Task<Page<Run>> RunsAsync(Actor actor, Guid id, int limit, string? cursor, CancellationToken cancel)
    {
        await DemandAsync(actor, id, Level.Read, cancel);
        return await runs.ListAsync(Actor.System("discovery"), new RunQuery(limit, cursor, Target: id), cancel);
    }

    public async Task<IReadOnlyList<Coverage>> CoverageAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var line = Line.Of(await DemandAsync(actor, id, Level.Read, cancel));
        var kinds = line.Provider.Resources.ToDictionary(resource => resource.Name, resource => resource.Kind);
        return [.. (await store.CoverageAsync(id, cancel)).Select(row => new Coverage(row.Task, row.Resource, kinds.GetValueOrDefault(row.Resource, ""), row.Scope, RunWords.Part(row.Status), row.Seen, row.Message, row.At, row.CompleteAt, row.RunId, row.PlanId))];
    }

    public async Task<Guid?> ReleaseAsync(Actor actor, Guid id, string resource, string scope, CancellationToken cancel) =>
        await crawls.ReleaseAsync(actor, await DemandAsync(actor, id, Level.Write, cancel), resource, scope, cancel);

    public async Task<Policy> PolicyAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var line = Line.Of(await DemandAsync(actor, id, Level.Read, cancel));
        return line.Provider is CloudProvider cloud ? cloud.PolicyOf(line.ResourcesOf([.. line.Provider.Tasks])) : FileFetching.PolicyOf(line.Method);
    }

    public Policy? PolicyOf(string provider) => Line.Find(provider) is CloudProvider cloud ? cloud.PolicyOf(cloud.Resources) : null;

    private async Task<JsonObject> CredentialsAsync(Guid id, CancellationToken cancel) =>
        await store.CredentialsAsync(id, cancel) ?? throw Problem.Conflict("This connection has no credentials. Type them in first.");

    private async Task<Record> DemandAsync(Actor actor, Guid id, Level level, CancellationToken cancel)
    {
        if (level > Level.Read && !actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        var record = await inventory.GetAsync(actor, "connection", id, null, cancel);
        return record.Level >= level ? record : throw Problem.Denied($"This needs {level.ToString().ToLowerInvariant()} on {record.Name}.");
    }
}
