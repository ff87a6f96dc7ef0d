using System.Security.Cryptography;
using System.Text;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Choosing;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>Puts messages down for people, each as it has been chosen, and tells every process of it.</summary>
internal sealed class MessageBox(IMaestroDbFactory databases, Choices choices)
{
    /// <summary>One message for each of them; whoever has got this one already gets it no second time.</summary>
    internal async Task PutAsync(IReadOnlyCollection<Guid> people, Tidings tidings, CancellationToken cancel)
    {
        if (people.Count == 0)
            return;
        var wanted = await choices.OfAsync(people, tidings.Event, cancel);
        await using var db = databases.Open(Audience.Self);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        foreach (var person in people)
        {
            if (wanted[person] is { Inbox: false, Toast: false, Mail: false, Digest: false })
                continue;
            if (await AddAsync(db, person, wanted[person], tidings, cancel))
                await RingAsync(db, person, cancel);
        }

        await all.CommitAsync(cancel);
    }

    /// <summary>Up to where changes are counted in a message.</summary>
    internal async Task<FeedPlace> UptoAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var row = await db.Set<MessageRow>().AsNoTracking().Where(one => one.Id == id).Select(one => new { one.UptoTx, one.UptoId }).SingleOrDefaultAsync(cancel);
        return row is { UptoTx: { } tx, UptoId: { } number } ? new(tx, number) : default;
    }

    /// <summary>A message about records, or more of them in the one that there is: then it is unread again.</summary>
    internal async Task GrowAsync(Guid person, Tidings more, FeedPlace upto, CancellationToken cancel)
    {
        var wanted = (await choices.OfAsync([person], more.Event, cancel))[person];
        if (wanted is { Inbox: false, Toast: false, Mail: false, Digest: false })
            return;
        await using var db = databases.Open(Audience.Self);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        var id = IdOf(person, more.Event, more.Source);
        var row = await db.Set<MessageRow>().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (row is null)
        {
            await AddAsync(db, person, wanted, more, cancel);
            row = await db.Set<MessageRow>().SingleAsync(one => one.Id == id, cancel);
        }
        else
        {
            var had = Facts.Read(row.Facts);
            row.Facts = (had with { Fresh = had.Fresh + more.Facts.Fresh, Changed = had.Changed + more.Facts.Changed, Gone = had.Gone + more.Facts.Gone }).Print();
            (row.At, row.ReadAt) = (more.At, null);
        }

        (row.UptoTx, row.UptoId) = (upto.Tx, upto.Id);
        await db.SaveChangesAsync(cancel);
        await RingAsync(db, person, cancel);
        await all.CommitAsync(cancel);
    }

    /// <summary>Tells every process that a person's messages have changed.</summary>
    internal static Task RingAsync(MaestroDb db, Guid person, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_notify('maestro_messages', {person.ToString()})", cancel);

    /// <summary>The id of the message that tells a person of something.</summary>
    internal static Guid IdOf(Guid person, NotificationEvent what, string source) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{person} {EventWords.Of(what)} {source}")).AsSpan(0, 16), bigEndian: true);

    private static async Task<bool> AddAsync(MaestroDb db, Guid person, Choice choice, Tidings tidings, CancellationToken cancel)
    {
        var (id, what, severity, facts) = (IdOf(person, tidings.Event, tidings.Source), EventWords.Of(tidings.Event), EventWords.Of(tidings.Severity), tidings.Facts.Print());
        return await db.Database.ExecuteSqlAsync($"""
            insert into notifications.messages (id, user_id, event, severity, facts, run_id, kind, record_id, change_set_id, subscription_id, at, inbox, toast, digest, mail_due)
            values ({id}, {person}, {what}, {severity}, {facts}::jsonb, {tidings.Run}, {tidings.Kind}, {tidings.Record}, {tidings.ChangeSet}, {tidings.Subscription}, {tidings.At},
                    {choice.Inbox}, {choice.Toast}, {choice.Digest}, {choice.Mail})
            on conflict (id) do nothing
            """, cancel) > 0;
    }
}
