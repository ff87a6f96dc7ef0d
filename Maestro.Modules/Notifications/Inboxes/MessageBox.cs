using System.Security.Cryptography;
using System.Text;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Choosing;
using Maestro.Modules.Notifications.Hooks;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>Puts messages down for people, each as it has been chosen, and tells every process of it.</summary>
internal sealed class MessageBox(IMaestroDbFactory databases, Choices choices, TimeProvider time)
{
    /// <summary>One message for each of them; whoever has got this one already gets it no second time.</summary>
    internal async Task PutAsync(Told told, Tidings tidings, CancellationToken cancel)
    {
        if (told.People.Count + told.Teams.Count == 0)
            return;
        var wanted = await choices.OfAsync(told.People, tidings.Event, cancel);
        await using var db = databases.Open(Audience.Self);
        var hooks = await HookRounds.OwnersAsync(db, [.. told.People, .. told.Teams], cancel);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        foreach (var person in told.People.Where(person => hooks.Contains(person) || !IsNothing(wanted[person])))
        {
            if (await AddAsync(db, person, wanted[person], tidings, hooks.Contains(person) ? time.GetUtcNow() : null, cancel))
                await RingAsync(db, person, cancel);
        }

        foreach (var team in told.Teams.Where(hooks.Contains))
        {
            if (await AddAsync(db, team, new Choice(tidings.Event, false, false, false, false), tidings, time.GetUtcNow(), cancel))
                await RingAsync(db, team, cancel);
        }

        await all.CommitAsync(cancel);
    }

    /// <summary>Brings what they have been told already up to date with a further try, without disturbing anybody again.</summary>
    internal async Task RenewAsync(Told told, Tidings tidings, CancellationToken cancel)
    {
        var owners = told.People.Concat(told.Teams).Distinct().ToDictionary(owner => IdOf(owner, tidings.Event, tidings.Source));
        await using var db = databases.Open(Audience.Self);
        var rows = await db.Set<MessageRow>().AsNoTracking().Where(row => owners.Keys.Contains(row.Id)).Select(row => new { row.Id, row.Facts }).ToListAsync(cancel);
        foreach (var row in rows)
        {
            var had = Facts.Read(row.Facts);
            if (had.Tries >= tidings.Facts.Tries)
                continue;
            // What failed stays failed; how often it was tried, and with which run at last, is new.
            var facts = (tidings.Facts.Recovered ? had with { Tries = tidings.Facts.Tries, Recovered = true } : tidings.Facts).Print();
            await db.Set<MessageRow>().Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Facts, facts).SetProperty(one => one.RunId, tidings.Run), cancel);
            await RingAsync(db, owners[row.Id], cancel);
        }
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
        await using var db = databases.Open(Audience.Self);
        // Left to grow for a while, as mails are.
        DateTimeOffset? call = (await HookRounds.OwnersAsync(db, [person], cancel)).Count > 0 ? time.GetUtcNow() + Mailing.Mails.Settled : null;
        if (IsNothing(wanted) && call is null)
            return;
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        var id = IdOf(person, more.Event, more.Source);
        var row = await db.Set<MessageRow>().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (row is null)
        {
            await AddAsync(db, person, wanted, more, call, cancel);
            row = await db.Set<MessageRow>().SingleAsync(one => one.Id == id, cancel);
        }
        else
        {
            var had = Facts.Read(row.Facts);
            row.Facts = (had with { Fresh = had.Fresh + more.Facts.Fresh, Changed = had.Changed + more.Facts.Changed, Gone = had.Gone + more.Facts.Gone }).Print();
            (row.At, row.ReadAt, row.HookDue, row.HookTries) = (more.At, null, call, 0);
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

    private static bool IsNothing(Choice choice) => choice is { Inbox: false, Toast: false, Mail: false, Digest: false };

    private static async Task<bool> AddAsync(MaestroDb db, Guid person, Choice choice, Tidings tidings, DateTimeOffset? call, CancellationToken cancel)
    {
        var (id, what, severity, facts) = (IdOf(person, tidings.Event, tidings.Source), EventWords.Of(tidings.Event), EventWords.Of(tidings.Severity), tidings.Facts.Print());
        return await db.Database.ExecuteSqlAsync($"""
            insert into notifications.messages (id, user_id, event, severity, facts, run_id, kind, record_id, change_set_id, subscription_id, at, inbox, toast, digest, mail_due, hook_due)
            values ({id}, {person}, {what}, {severity}, {facts}::jsonb, {tidings.Run}, {tidings.Kind}, {tidings.Record}, {tidings.ChangeSet}, {tidings.Subscription}, {tidings.At},
                    {choice.Inbox}, {choice.Toast}, {choice.Digest}, {choice.Mail}, {call})
            on conflict (id) do nothing
            """, cancel) > 0;
    }
}
