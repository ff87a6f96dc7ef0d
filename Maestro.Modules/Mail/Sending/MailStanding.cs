using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Mail.Sending;

/// <summary>How Mail is, for the page about Maestro.</summary>
internal sealed class MailStanding(IMaestroDbFactory databases, IMail mail) : IStanding
{
    public string Module => "Mail";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        var stuck = await db.Set<OutboxRow>().LongCountAsync(row => row.State == OutboxRow.GivenUp, cancel);
        return
        [
            new(mail.Works ? "Mail can be sent" : "Mail is not set up", null),
            new("Letters waiting", await db.Set<OutboxRow>().LongCountAsync(row => row.State == OutboxRow.Waiting, cancel)),
            new("Letters given up", stuck, Good: stuck == 0),
        ];
    }
}
