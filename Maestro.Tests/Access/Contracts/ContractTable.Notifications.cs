using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications;
using Maestro.Modules.Scheduling;

namespace Maestro.Tests.Access.Contracts;

// Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class ContractTable
{
    private static IReadOnlyList<ContractEntry> Told =>
    [
        // The change that made the target is in the feed for whoever reads it, and for nobody else.
        Of("IFeed.ReadAsync(FeedPlace, Int32)", Seen, async knock => Sees(await FeedAsync(knock))),
        Do("IRuns.EndedAsync(FeedPlace, Int32)", Everybody, knock => knock.Get<IRuns>().EndedAsync(knock.Actor, default, 9, Knock.Cancel)),
        Do("INotifications.InboxAsync(InboxQuery)", Everybody, async knock => Assert.Empty((await knock.Get<INotifications>().InboxAsync(knock.Actor, new InboxQuery(Only: NotificationEvent.Records), Knock.Cancel)).Messages)),
        Do("INotifications.UnreadAsync()", Everybody, knock => knock.Get<INotifications>().UnreadAsync(knock.Actor, Knock.Cancel)),
        Do("INotifications.FreshAsync(Int64?)", Everybody, knock => knock.Get<INotifications>().FreshAsync(knock.Actor, null, Knock.Cancel)),
        Do("INotifications.ReadAsync(Guid)", Nowhere, knock => knock.Get<INotifications>().ReadAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("IChoices.ListAsync()", Everybody, knock => knock.Get<IChoices>().ListAsync(knock.Actor, Knock.Cancel)),
        Do("IChoices.SaveAsync(IReadOnlyList<Choice>)", Accounts, knock => knock.Get<IChoices>().SaveAsync(knock.Actor, [], Knock.Cancel)),
        Do("ISubscriptions.ListAsync()", Everybody, async knock => Assert.DoesNotContain(await knock.Get<ISubscriptions>().ListAsync(knock.Actor, Knock.Cancel), one => one.Name != "mine")),
        Do("ISubscriptions.CreateAsync(NewSubscription)", Accounts, knock => knock.Get<ISubscriptions>().CreateAsync(knock.Actor, new NewSubscription("server", "mine", "", new(true, true, true)), Knock.Cancel)),
        Do("ISubscriptions.ChangeAsync(Guid, Interest)", Nowhere, knock => knock.Get<ISubscriptions>().ChangeAsync(knock.Actor, knock.Target.Nothing, new(true, true, true), Knock.Cancel)),
        Do("ISubscriptions.RemoveAsync(Guid)", Nowhere, knock => knock.Get<ISubscriptions>().RemoveAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("IHooks.FindAsync(Subject)", Accounts, knock => knock.Get<IHooks>().FindAsync(knock.Actor, Subject.User(knock.Actor.UserId), Knock.Cancel)),
        Do("IHooks.SaveAsync(Subject, String, String)", "missing missing missing missing missing denied missing ok", knock => knock.Get<IHooks>().SaveAsync(knock.Actor, Subject.Team(knock.Target.Team), "https://hook.invalid/", null, Knock.Cancel)) with { On = "/teams/" },
        Do("IHooks.RemoveAsync(Subject)", "missing missing missing missing missing denied missing ok", knock => knock.Get<IHooks>().RemoveAsync(knock.Actor, Subject.Team(knock.Target.Team), Knock.Cancel)) with { On = "/teams/" },
        Do("IHooks.TestAsync(Subject)", "missing missing missing missing missing denied missing missing", knock => knock.Get<IHooks>().TestAsync(knock.Actor, Subject.Team(knock.Target.Team), Knock.Cancel)) with { On = "/teams/" },
        Do("IHooks.DeliveriesAsync(Subject, Int32)", "missing missing ok missing missing missing missing missing", knock => knock.Get<IHooks>().DeliveriesAsync(knock.Actor, Subject.User(knock.Target.User), 9, Knock.Cancel)),
        Do("INotifications.ReadAllAsync(NotificationEvent?)", Everybody, knock => knock.Get<INotifications>().ReadAllAsync(knock.Actor, null, Knock.Cancel)),
    ];

    private static async Task<bool> FeedAsync(Knock knock)
    {
        for (var place = default(FeedPlace); ;)
        {
            var page = await knock.Get<IFeed>().ReadAsync(knock.Actor, place, 1000, Knock.Cancel);
            if (page.Rows.Any(change => change.RecordId == knock.Target.Id))
                return true;
            if (!page.More)
                return false;
            place = page.Next;
        }
    }
}
