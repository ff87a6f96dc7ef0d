using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.WebUtilities;

namespace Maestro.Modules.Notifications.Matching;

/// <summary>Asks the one way to read which of some records stand in a list.</summary>
internal sealed class Asking(IInventory inventory, IQueries queries, IKinds kinds)
{
    /// <summary>Those of the records that match a query, or did at a moment, retired ones too, and that the actor may read. Throws <see cref="Problem"/> (malformed) for a query that no list understands.</summary>
    internal async Task<IReadOnlySet<Guid>> OfAsync(Actor actor, string kind, string text, IReadOnlyList<Guid> ids, DateTimeOffset? at, CancellationToken cancel)
    {
        var query = queries.Read(kinds.Get(kind), QueryHelpers.ParseQuery(text)) with { Ids = ids, At = at, Active = null, Limit = ids.Count, Counted = false };
        return (await inventory.ListAsync(actor, query, cancel)).Rows.Select(record => record.Id).ToHashSet();
    }
}
