using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Importing;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Npgsql;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>
/// Starts crawls so that those of one connection never overlap, in any number of processes: a row is held while one begins and while one
/// ends, and what is asked for meanwhile waits in a table that the crawl under way empties.
/// </summary>
internal sealed class Crawls(IMaestroDbFactory databases, IRuns runs, CrawlWork work, CrawlActors actors, IPlanning planning, ConnectionStore store)
{
    private static readonly Actor Self = Actor.System("discovery");

    internal async Task<Run> StartAsync(Actor actor, Record record, IReadOnlyList<string>? tasks, CancellationToken cancel)
    {
        var line = Line.Of(record);
        if (!line.Enabled)
            throw Problem.Conflict($"{line.Name} is switched off. Switch it on first.");
        if (!record.Active)
            throw Problem.Conflict($"{line.Name} is retired. Restore it first.");
        if (line.Method.Name == FileProvider.Upload)
            throw Problem.Conflict($"Nothing is fetched for {line.Name}: upload files to it.");
        var wanted = Wanted(line, tasks);
        await using var connection = await databases.ConnectAsync(Self, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var running = await HoldAsync(connection, line.Id, cancel) is { } id ? await FindAsync(id, cancel) : null;
        await RequestAsync(connection, line.Id, wanted, cancel);
        if (running is null or { Ended: true })
        {
            running = await runs.StartAsync(actor, new RunStart("crawl", line.Name, (report, stop) => work.RunAsync(line.Id, report, NextAsync, null, stop)) { Target = line.Id, Arguments = Arguments(line, wanted) }, cancel);
            await MarkAsync(connection, line.Id, running.Id, cancel);
        }

        await transaction.CommitAsync(cancel);
        return running;
    }

    /// <summary>Reads files that somebody uploads to a connection. The files are dropped when the run has ended, also when this throws.</summary>
    internal async Task<Run> UploadAsync(Actor actor, Record record, HeldFiles files, CancellationToken cancel)
    {
        try
        {
            var line = Line.Of(record);
            if (line.Method.Name != FileProvider.Upload)
                throw Problem.Conflict($"{line.Name} fetches its files itself. Files are uploaded to connections of the method \"upload\", or under Import.");
            if (!line.Enabled || !record.Active)
                throw Problem.Conflict($"{line.Name} is {(record.Active ? "switched off. Switch it on" : "retired. Restore it")} first.");
            var wanted = Wanted(line, null);
            await using var connection = await databases.ConnectAsync(Self, cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (await HoldAsync(connection, line.Id, cancel) is { } id && await FindAsync(id, cancel) is { Ended: false })
                throw Problem.Conflict($"What was uploaded to {line.Name} before is being read. Send this when that has ended.");
            await RequestAsync(connection, line.Id, wanted, cancel);
            var arguments = Arguments(line, wanted);
            arguments["files"] = string.Join(", ", files.Files.Take(20).Select(file => file.Name));
            var run = await runs.StartAsync(actor, new RunStart("crawl", line.Name, (report, stop) => work.RunAsync(line.Id, report, NextAsync, files.Files, stop)) { Target = line.Id, Holds = files, Arguments = arguments }, cancel);
            await MarkAsync(connection, line.Id, run.Id, cancel);
            await transaction.CommitAsync(cancel);
            return run;
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    private static Dictionary<string, string> Arguments(Line line, IReadOnlyList<string> tasks) => new()
    {
        ["provider"] = line.Provider.Name,
        ["tasks"] = tasks.Count == line.Provider.Tasks.Count ? "all" : string.Join(", ", tasks),
        ["regions"] = line.Regions.Count == 0 ? "all" : string.Join(", ", line.Regions),
    };

    /// <summary>The crawl under way, or null.</summary>
    internal async Task<Run?> RunningAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Self, cancel);
        await using var command = new NpgsqlCommand("select run_id from discovery.crawls where connection_id = $1", connection);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancel) is Guid run && await FindAsync(run, cancel) is { Ended: false } found ? found : null;
    }

    /// <summary>Applies the plan of what the brake held back.</summary>
    internal async Task<Guid?> ReleaseAsync(Actor actor, Record record, string resource, string scope, CancellationToken cancel)
    {
        var line = Line.Of(record);
        var row = (await store.CoverageAsync(line.Id, cancel)).FirstOrDefault(one => one.Resource == resource && one.Scope == scope);
        if (row?.PlanId is not { } plan)
            throw Problem.Missing("A plan that was held back there");
        var applied = await planning.ApplyAsync(await actors.OfAsync(line, cancel), plan, new ApplyOptions($"Released by {actor.Name}", ValidRowsOnly: true), cancel);
        await store.CoverAsync(line.Id, row.RunId, new RunPart(row.Task, resource, scope, RunPartStatus.Complete) { Seen = row.Seen }, cancel);
        return applied.ChangeSet;
    }

    /// <summary>The tasks to do next; null when there are none, and from then on the crawl counts as ended.</summary>
    private async Task<IReadOnlyList<string>?> NextAsync(Guid connectionId, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Self, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await HoldAsync(connection, connectionId, cancel);
        await using var command = new NpgsqlCommand("delete from discovery.crawl_requests where connection_id = $1 returning task", connection);
        command.Parameters.Add(new() { Value = connectionId });
        var tasks = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                tasks.Add(rows.GetString(0));
        }

        if (tasks.Count == 0)
            await MarkAsync(connection, connectionId, null, cancel);
        await transaction.CommitAsync(cancel);
        return tasks.Count == 0 ? null : tasks;
    }

    private static IReadOnlyList<string> Wanted(Line line, IReadOnlyList<string>? tasks)
    {
        if (tasks is null)
            return [.. line.Provider.Tasks.Where(task => !line.Off.Contains(task))];
        if (tasks.Except(line.Provider.Tasks).FirstOrDefault() is { } unknown)
            throw Problem.Invalid("tasks", $"\"{Files.Refusal.Shown(unknown)}\" is none of {string.Join(", ", line.Provider.Tasks)}");
        return tasks.Except(line.Off).ToList() is { Count: > 0 } on ? on : throw Problem.Conflict($"{string.Join(", ", tasks)}: switched off on {line.Name}.");
    }

    private async Task<Run?> FindAsync(Guid run, CancellationToken cancel)
    {
        try
        {
            return await runs.GetAsync(Self, run, cancel);
        }
        catch (Problem gone) when (gone.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }

    private static async Task<Guid?> HoldAsync(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await using (var make = new NpgsqlCommand("insert into discovery.crawls (connection_id) values ($1) on conflict do nothing", connection))
        {
            make.Parameters.Add(new() { Value = id });
            await make.ExecuteNonQueryAsync(cancel);
        }

        await using var hold = new NpgsqlCommand("select run_id from discovery.crawls where connection_id = $1 for update", connection);
        hold.Parameters.Add(new() { Value = id });
        return await hold.ExecuteScalarAsync(cancel) as Guid?;
    }

    private static async Task RequestAsync(NpgsqlConnection connection, Guid id, IReadOnlyList<string> tasks, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("insert into discovery.crawl_requests (connection_id, task) select $1, unnest($2) on conflict do nothing", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = tasks.ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task MarkAsync(NpgsqlConnection connection, Guid id, Guid? run, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("update discovery.crawls set run_id = $2 where connection_id = $1", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = (object?)run ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
