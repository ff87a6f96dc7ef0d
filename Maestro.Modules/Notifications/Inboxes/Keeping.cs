using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Choosing;
using Maestro.Modules.Notifications.Hooks;
using Maestro.Modules.Notifications.Mailing;
using Maestro.Modules.Notifications.Matching;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>Throws away messages that are old, and whatever belonged to accounts and teams that have been deleted, once an hour.</summary>
internal sealed class Keeping(IMaestroDbFactory databases, IAccess access, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private DateTimeOffset next;

    internal async Task SweepAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (now < next)
            return;
        next = now + Pause;
        var old = now - TimeSpan.FromDays(options.Value.KeepDays);
        await using var db = databases.Open(Audience.Self);
        await db.Set<MessageRow>().Where(row => row.At < old).ExecuteDeleteAsync(cancel);
        await LeaveAsync(db, cancel);
    }

    private async Task LeaveAsync(MaestroDb db, CancellationToken cancel)
    {
        var owners = await db.Set<MessageRow>().Select(row => row.UserId).Union(db.Set<ChoiceRow>().Select(row => row.UserId)).Union(db.Set<SubscriptionRow>().Select(row => row.UserId))
            .Union(db.Set<DigestRow>().Select(row => row.UserId)).Union(db.Set<HookRow>().Select(row => row.OwnerId)).ToListAsync(cancel);
        if (owners.Count == 0 || await access.DeletedAsync(owners, cancel) is not { Count: > 0 } deleted)
            return;
        await db.Set<SubscriptionRow>().Where(row => deleted.Contains(row.UserId)).ExecuteDeleteAsync(cancel);
        await db.Set<ChoiceRow>().Where(row => deleted.Contains(row.UserId)).ExecuteDeleteAsync(cancel);
        await db.Set<HookRow>().Where(row => deleted.Contains(row.OwnerId)).ExecuteDeleteAsync(cancel);
        await db.Set<DigestRow>().Where(row => deleted.Contains(row.UserId)).ExecuteDeleteAsync(cancel);
        await db.Set<MessageRow>().Where(row => deleted.Contains(row.UserId)).ExecuteDeleteAsync(cancel);
    }
}
