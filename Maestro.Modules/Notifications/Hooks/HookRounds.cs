using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Hooks;

/// <summary>Calls the webhooks for which messages are due; what fails is tried again twice.</summary>
internal sealed class HookRounds(IMaestroDbFactory databases, HookCalls calls, TimeProvider time)
{
    private const int PageSize = 40;
    private const int AtOnce = 8;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    internal async Task RoundAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var now = time.GetUtcNow();
        var due = await db.Set<MessageRow>().AsNoTracking().Where(row => row.HookDue <= now).OrderBy(row => row.HookDue).Take(PageSize).ToListAsync(cancel);
        var owners = due.Select(row => row.UserId).ToHashSet();
        var hooks = await db.Set<HookRow>().AsNoTracking().Where(row => owners.Contains(row.OwnerId)).ToDictionaryAsync(row => row.OwnerId, cancel);
        // One owner's messages in their order; another's do not wait for a slow program.
        await Parallel.ForEachAsync(due.GroupBy(row => row.UserId), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (rows, stop) =>
        {
            foreach (var row in rows)
                await OneAsync(hooks.GetValueOrDefault(rows.Key), row, stop);
        });
    }

    private async Task OneAsync(HookRow? hook, MessageRow row, CancellationToken cancel)
    {
        var good = true;
        try
        {
            good = hook is null || await calls.SendAsync(hook, row, cancel) is null or { Good: true };
        }
        catch (Problem)
        {
            // Its secret cannot be read any more: whoever tries it out is told so.
        }

        DateTimeOffset? next = good || row.HookTries >= Pauses.Length ? null : time.GetUtcNow() + Pauses[row.HookTries];
        await using var db = databases.Open(Audience.Self);
        await db.Set<MessageRow>().Where(one => one.Id == row.Id && one.HookDue == row.HookDue)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.HookDue, next).SetProperty(one => one.HookTries, one => one.HookTries + 1), cancel);
    }

    /// <summary>Those of the people and teams that have a webhook.</summary>
    internal static async Task<IReadOnlySet<Guid>> OwnersAsync(MaestroDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        await db.Set<HookRow>().Where(row => ids.Contains(row.OwnerId)).Select(row => row.OwnerId).ToHashSetAsync(cancel);
}
