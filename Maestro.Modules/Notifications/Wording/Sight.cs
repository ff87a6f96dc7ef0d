using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Notifications.Wording;

/// <summary>What a reader may see, now, of what messages are about: asked of the one way to read, for a page of messages at once.</summary>
/// <param name="Lists">Subscriptions of the reader.</param>
internal sealed record Sight(IReadOnlyDictionary<Guid, Run> Runs, IReadOnlyDictionary<Guid, Record> Records, IReadOnlyDictionary<Guid, Subscription> Lists)
{
    internal Subscription? ListOf(MessageRow row) => row.SubscriptionId is { } id ? Lists.GetValueOrDefault(id) : null;

    internal Run? RunOf(MessageRow row) => row.RunId is { } id ? Runs.GetValueOrDefault(id) : null;

    internal Record? RecordOf(MessageRow row) => row.RecordId is { } id ? Records.GetValueOrDefault(id) : null;
}

/// <summary>Looks it up.</summary>
internal sealed class Looking(IInventory inventory, IRuns runs, IKinds kinds, ISubscriptions subscriptions)
{
    internal async Task<Sight> AtAsync(Actor actor, IReadOnlyCollection<MessageRow> messages, CancellationToken cancel)
    {
        var ids = messages.Select(row => row.RunId).OfType<Guid>().Distinct().ToList();
        var seen = ids.Count == 0 ? [] : (await runs.ListAsync(actor, new RunQuery(ids.Count) { Ids = ids }, cancel)).Rows;
        var records = new Dictionary<Guid, Record>();
        foreach (var group in messages.Where(row => row.Kind is not null && row.RecordId is not null && kinds.Find(row.Kind) is not null).GroupBy(row => row.Kind!))
        {
            var wanted = group.Select(row => row.RecordId!.Value).Distinct().ToList();
            var page = await inventory.ListAsync(actor, new Query { Kind = group.Key, Ids = wanted, Active = null, Limit = wanted.Count, Counted = false }, cancel);
            foreach (var record in page.Rows)
                records[record.Id] = record;
        }

        var lists = messages.Any(row => row.SubscriptionId is not null) ? await subscriptions.ListAsync(actor, cancel) : [];
        return new(seen.ToDictionary(run => run.Id), records, lists.ToDictionary(list => list.Id));
    }
}
