using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Firings;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>Reads schedules on the machine's behalf.</summary>
internal sealed class ScheduleBook(IInventory inventory, Works works)
{
    private const int Most = 100_000;

    /// <summary>A schedule; null when there is none, or it is retired.</summary>
    internal async Task<ScheduleView?> FindAsync(Guid id, CancellationToken cancel)
    {
        var page = await inventory.ListAsync(FiringStore.Clock, new Query { Kind = Schedule.KindName, Ids = [id], Limit = 1, Counted = false }, cancel);
        return page.Rows is [var record] ? new ScheduleView(record) : null;
    }

    /// <summary>Every schedule that is not retired.</summary>
    internal async Task<IReadOnlyList<ScheduleView>> AllAsync(CancellationToken cancel)
    {
        var all = new List<ScheduleView>();
        await foreach (var record in inventory.StreamAsync(FiringStore.Clock, new Query { Kind = Schedule.KindName, Limit = Most, Counted = false }, cancel))
            all.Add(new ScheduleView(record));
        return all;
    }

    /// <summary>Targets of these schedules that are retired: what is about them rests until they are restored.</summary>
    internal async Task<IReadOnlySet<Guid>> RetiredAsync(IEnumerable<ScheduleView> views, CancellationToken cancel)
    {
        var retired = new HashSet<Guid>();
        foreach (var group in views.Where(view => view.Work.Target is not null && works.TargetKinds.ContainsKey(view.Module)).GroupBy(view => works.TargetKinds[view.Module]))
        {
            foreach (var part in group.Select(view => view.Work.Target!.Value).Distinct().Chunk(1_000))
                retired.UnionWith((await inventory.ListAsync(FiringStore.Clock, new Query { Kind = group.Key, Ids = part, Active = false, Limit = part.Length, Counted = false }, cancel)).Rows.Select(record => record.Id));
        }

        return retired;
    }

    /// <summary>Whether the actor may start a schedule.</summary>
    internal async Task<bool> MayRunAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var page = await inventory.ListAsync(actor, new Query { Kind = Schedule.KindName, Ids = [id], Limit = 1, Counted = false }, cancel);
        return page.Rows is [{ Level: >= Level.Write }];
    }
}
