using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>How Notifications is, for the page about Maestro.</summary>
internal sealed class NotificationsStanding(IMaestroDbFactory databases) : IStanding
{
    public string Module => "Notifications";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        var messages = db.Set<MessageRow>();
        return [new("Messages to people", await messages.LongCountAsync(cancel)), new("Messages unread", await messages.LongCountAsync(row => row.Inbox && row.ReadAt == null, cancel))];
    }
}
