using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Inventory.Records;

/// <summary>How Inventory is, for the page about Maestro.</summary>
internal sealed class InventoryStanding(IMaestroDbFactory databases) : IStanding
{
    public string Module => "Inventory";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        var conflicts = await db.Set<ConflictRow>().LongCountAsync(row => row.ClosedAt == null, cancel);
        return
        [
            new("Records", await db.Set<RecordRow>().LongCountAsync(row => row.Active, cancel)),
            new("Retired records", await db.Set<RecordRow>().LongCountAsync(row => !row.Active, cancel)),
            new("Plans not applied", await db.Set<StoredPlanRow>().LongCountAsync(row => row.ChangeSetId == null, cancel)),
            new("Open conflicts", conflicts, Good: conflicts == 0),
        ];
    }
}
