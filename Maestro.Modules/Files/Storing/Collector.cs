using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Maestro.Modules.Files.Storing;

/// <summary>
/// Removes files that nothing uses any more, in whichever store they lie: those whose owner says so, and those whose writing
/// was cut short. Several processes may do it at once; removing twice is no error.
/// </summary>
internal sealed class Collector(IMaestroDbFactory databases, TimeProvider time, FileDesk desk, IEnumerable<IFileOwner> owners, ILogger<Collector> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Whoever stores a file says only afterwards that it is used.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Longest that a file is written.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly Actor Self = Actor.System("collector");
    private readonly Dictionary<string, IFileOwner> owners = owners.ToDictionary(owner => owner.Type, StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, stoppingToken);
                await TryRoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop.
        }
    }

    /// <summary>Looks at every file once; answers how many it has removed.</summary>
    internal async Task<int> RoundAsync(CancellationToken cancel)
    {
        var (now, after, removed) = (time.GetUtcNow(), Guid.Empty, 0);
        await using var db = databases.Open(Self);
        while (true)
        {
            var last = after;
            var rows = await db.Set<FileRow>().AsNoTracking().Where(row => row.Id > last && row.CreatedAt < now - Grace)
                .OrderBy(row => row.Id).Take(Batch).ToListAsync(cancel);
            if (rows.Count == 0)
                break;
            after = rows[^1].Id;
            foreach (var row in await UnusedAsync(rows, now, cancel))
            {
                if (await TryRemoveAsync(db, row, cancel))
                    removed++;
            }
        }

        if (removed > 0)
            Log.Collected(log, removed);
        return removed;
    }

    // One store that does not answer does not keep the others from being tidied.
    private async Task<bool> TryRemoveAsync(MaestroDb db, FileRow row, CancellationToken cancel)
    {
        try
        {
            await desk.RemoveAsync(db, row, cancel);
            return true;
        }
        catch (Problem failure)
        {
            Log.NotCollected(log, row.Id, failure.Message);
            return false;
        }
    }

    private async Task<List<FileRow>> UnusedAsync(IReadOnlyList<FileRow> rows, DateTimeOffset now, CancellationToken cancel)
    {
        var unused = rows.Where(row => !row.Whole && row.CreatedAt < now - Patience).ToList();
        foreach (var group in rows.Where(row => row.Whole).GroupBy(row => row.OwnerType))
        {
            // What nobody answers for today may belong to a module that is not in this build: it stays.
            if (!owners.TryGetValue(group.Key, out var owner))
                continue;
            var used = await owner.UsedAsync([.. group.Select(row => row.Seen())], cancel);
            unused.AddRange(group.Where(row => !used.Contains(row.Id)));
        }

        return unused;
    }

    private async Task TryRoundAsync(CancellationToken cancel)
    {
        try
        {
            await RoundAsync(cancel);
        }
        catch (Exception error) when (error is NpgsqlException or DbUpdateException or InvalidOperationException { InnerException: NpgsqlException })
        {
            Log.CollectorFails(log, error);
        }
    }
}
