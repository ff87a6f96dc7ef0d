using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Audit.Trail;

/// <summary>How Audit is, for the page about Maestro.</summary>
internal sealed class AuditStanding(IMaestroDbFactory databases) : IStanding
{
    public string Module => "Audit";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        return
        [
            new("Change sets", await db.Set<ChangeSetRow>().LongCountAsync(cancel)),
            new("Changes", await db.Set<ChangeRow>().LongCountAsync(cancel)),
        ];
    }
}
