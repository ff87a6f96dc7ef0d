using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>Throws away messages that are old, once an hour.</summary>
internal sealed class Keeping(IMaestroDbFactory databases, IOptions<NotificationsOptions> options, TimeProvider time)
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
    }
}
