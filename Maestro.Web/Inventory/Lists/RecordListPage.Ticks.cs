using Maestro.Modules.Inventory;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Which records are ticked: some by id, or everything that matches.</summary>
public sealed partial class RecordListPage
{
    private IReadOnlySet<object> ticked = new HashSet<object>();
    private bool everything;

    private bool MayTick => actor is { MayWrite: true } && query?.At is null;

    private void Untick() => (ticked, everything) = (new HashSet<object>(), false);

    private void TickAsync(IReadOnlySet<object> keys) => (ticked, everything) = (keys, false);

    private void TickEverything() => (ticked, everything) = (new HashSet<object>(ticked.Concat(rows.Select(row => (object)row.Id))), true);

    private async Task DoneAsync()
    {
        Untick();
        if (preview is not null)
            await ShowAsync(null);
        await LoadAsync(quiet: true);
    }

    /// <summary>The records meant, as a question that can be streamed.</summary>
    private Query Selection => everything
        ? query! with { Cursor = null, Offset = 0, Order = [], Counted = false }
        : new Query { Kind = kind!.Name, Ids = [.. ticked.Cast<Guid>()], Active = null, Counted = false };
}
