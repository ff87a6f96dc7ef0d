using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Web.Layout;

/// <summary>Numbers beside the entries of the navigation.</summary>
public interface INavCounts
{
    /// <summary>Readable active records per Kind name.</summary>
    Task<IReadOnlyDictionary<string, long>> OfAsync(Actor actor, CancellationToken cancel);
}

/// <summary>Counts from the inventory.</summary>
internal sealed class NavCounts(IInventory inventory) : INavCounts
{
    public Task<IReadOnlyDictionary<string, long>> OfAsync(Actor actor, CancellationToken cancel) => inventory.CountByKindAsync(actor, null, cancel);
}
