using Maestro.Modules.Access;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Notifications.Matching;

/// <summary>
/// Tells of records that match a subscription, or did before their change: one question a subscription and change set to the one way to read, as the subscription's
/// owner, for all records of it that have changed. One message a change set grows as the change set does.
/// </summary>
internal sealed class ChangeTelling(IMaestroDbFactory databases, Asking asking, IKinds kinds, IAccess access, MessageBox box, ILogger<ChangeTelling> log)
{
    /// <summary>The shortest time that the database tells apart.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    /// <summary>Whether anybody has a subscription.</summary>
    internal async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        return await db.Set<SubscriptionRow>().AnyAsync(cancel);
    }

    internal async Task TellAsync(IReadOnlyList<FeedChange> changes, CancellationToken cancel)
    {
        var heard = changes.Where(change => !change.Again && WayOf(change) is not null).ToList();
        if (heard.Count == 0 || await SubscriptionsAsync(heard, cancel) is not { Count: > 0 } subscriptions)
            return;
        foreach (var person in subscriptions.GroupBy(subscription => subscription.UserId))
        {
            if (await access.ActorOfAsync(person.Key, null, cancel) is not { } actor)
                continue;
            foreach (var subscription in person)
            {
                // What one has done oneself is no news.
                foreach (var set in heard.Where(change => Concerns(subscription, change) && !(change.Source == "person" && change.ActorId == person.Key)).GroupBy(change => change.ChangeSet))
                    await TellAsync(actor, subscription, [.. set], cancel);
            }
        }
    }

    private async Task<List<SubscriptionRow>> SubscriptionsAsync(List<FeedChange> changes, CancellationToken cancel)
    {
        var names = changes.Select(change => change.Kind).Distinct().SelectMany(Above).Distinct().ToList();
        await using var db = databases.Open(Audience.Self);
        return await db.Set<SubscriptionRow>().AsNoTracking().Where(row => names.Contains(row.Kind)).OrderBy(row => row.Id).ToListAsync(cancel);
    }

    // A subscription to applications is one to databases too.
    private IEnumerable<string> Above(string kind) => kinds.All.Where(one => kinds.FamilyOf(one).Any(member => member.Name == kind)).Select(one => one.Name);

    private bool Concerns(SubscriptionRow subscription, FeedChange change) =>
        change.At >= subscription.CreatedAt && kinds.Find(subscription.Kind) is { } kind && kinds.FamilyOf(kind).Any(member => member.Name == change.Kind)
        && WayOf(change) switch { Way.Fresh => subscription.Fresh, Way.Changed => subscription.Changed, Way.Gone => subscription.Gone, _ => false };

    private async Task TellAsync(Actor actor, SubscriptionRow subscription, IReadOnlyList<FeedChange> changes, CancellationToken cancel)
    {
        var id = MessageBox.IdOf(actor.UserId, NotificationEvent.Records, $"{subscription.Id} {changes[0].ChangeSet}");
        var upto = await box.UptoAsync(id, cancel);
        var fresh = changes.Where(change => change.Place > upto).ToList();
        if (fresh.Count == 0 || await MatchingAsync(actor, subscription, fresh, cancel) is not { Count: > 0 } matching)
            return;
        var told = fresh.Where(change => matching.Contains(change.RecordId)).ToList();
        var facts = new Facts
        {
            Fresh = told.Count(change => WayOf(change) == Way.Fresh), Changed = told.Count(change => WayOf(change) == Way.Changed), Gone = told.Count(change => WayOf(change) == Way.Gone), Since = told[0].At,
        };
        var tidings = new Tidings(NotificationEvent.Records, Severity.Info, $"{subscription.Id} {changes[0].ChangeSet}", facts, told[^1].At) { Kind = subscription.Kind, ChangeSet = changes[0].ChangeSet, Subscription = subscription.Id };
        await box.GrowAsync(actor.UserId, tidings, fresh[^1].Place, cancel);
    }

    private async Task<IReadOnlySet<Guid>> MatchingAsync(Actor actor, SubscriptionRow subscription, IReadOnlyList<FeedChange> changes, CancellationToken cancel)
    {
        var ids = changes.Select(change => change.RecordId).Distinct().ToList();
        HashSet<Guid> matching;
        try
        {
            matching = [.. await asking.OfAsync(actor, subscription.Kind, subscription.Query, ids, null, cancel)];
        }
        catch (Problem problem)
        {
            // A field that it asks for is gone, or it asks for too much: its list says so too.
            Log.NotMatched(log, subscription.Id, problem.Message);
            return new HashSet<Guid>();
        }

        // Whoever watches a list wants to hear of what its change has taken out of it.
        foreach (var moment in changes.Where(change => WayOf(change) is not Way.Fresh && !matching.Contains(change.RecordId)).GroupBy(change => change.At).ToList())
            matching.UnionWith(await BeforeAsync(actor, subscription, [.. moment.Select(change => change.RecordId).Distinct()], moment.Key - Instant, cancel));
        return matching;
    }

    private async Task<IReadOnlySet<Guid>> BeforeAsync(Actor actor, SubscriptionRow subscription, IReadOnlyList<Guid> ids, DateTimeOffset at, CancellationToken cancel)
    {
        try
        {
            return await asking.OfAsync(actor, subscription.Kind, subscription.Query, ids, at, cancel);
        }
        catch (Problem)
        {
            // Not everything can be asked of the past: how it stands in drift, for one.
            return new HashSet<Guid>();
        }
    }

    private enum Way
    {
        Fresh,
        Changed,
        Gone,
    }

    private static Way? WayOf(FeedChange change) => change.Action switch
    {
        "create" or "restore" => Way.Fresh,
        "retire" or "gone" => Way.Gone,
        "change" => Way.Changed,
        _ => null,
    };
}
