using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Telling;
using Maestro.Modules.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Choosing;

/// <summary>The contract: keeps how people want to be told.</summary>
internal sealed class Choices(IMaestroDbFactory databases, IAccess access, IScheduling schedules, IMail mail) : IChoices
{
    public string? MailMissing => mail.Missing;

    // Of reports nobody is asked where nobody makes any.
    private IEnumerable<NotificationEvent> Events => Enum.GetValues<NotificationEvent>().Where(what => what != NotificationEvent.ReportReady || schedules.Modules.Contains("report"));

    public async Task<IReadOnlyList<Choice>> ListAsync(Actor actor, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var rows = await db.Set<ChoiceRow>().AsNoTracking().Where(row => row.UserId == actor.UserId).ToDictionaryAsync(row => row.Event, cancel);
        return [.. Events.Select(what => rows.TryGetValue(EventWords.Of(what), out var row) ? Of(row) : Choice.Usual(what))];
    }

    public async Task<IReadOnlyList<Choice>> SaveAsync(Actor actor, IReadOnlyList<Choice> chosen, CancellationToken cancel)
    {
        await access.DemandPersonAsync(actor, cancel);
        if (chosen.FirstOrDefault(choice => choice is { Locked: true, Inbox: false }) is { } off)
            throw Problem.Invalid($"{EventWords.Of(off.Event)}.inbox", "cannot be switched off: nobody is to miss that something of theirs fails");
        await using var db = databases.Open(actor);
        var rows = await db.Set<ChoiceRow>().Where(row => row.UserId == actor.UserId).ToDictionaryAsync(row => row.Event, cancel);
        foreach (var choice in chosen)
        {
            if (!rows.TryGetValue(EventWords.Of(choice.Event), out var row))
            {
                rows[EventWords.Of(choice.Event)] = row = new ChoiceRow { UserId = actor.UserId, Event = EventWords.Of(choice.Event) };
                db.Add(row);
            }

            (row.Inbox, row.Toast, row.Mail, row.Digest) = (choice.Inbox, choice.Toast, choice.Mail, choice.Digest);
        }

        await db.SaveChangesAsync(cancel);
        return await ListAsync(actor, cancel);
    }

    /// <summary>How each of the people wants to be told of an event.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Choice>> OfAsync(IReadOnlyCollection<Guid> people, NotificationEvent what, CancellationToken cancel)
    {
        var word = EventWords.Of(what);
        await using var db = databases.Open(Audience.Self);
        var rows = await db.Set<ChoiceRow>().AsNoTracking().Where(row => row.Event == word && people.Contains(row.UserId)).ToDictionaryAsync(row => row.UserId, cancel);
        return people.ToDictionary(person => person, person => rows.TryGetValue(person, out var row) ? Of(row) : Choice.Usual(what));
    }

    private static Choice Of(ChoiceRow row)
    {
        var choice = new Choice(EventWords.Read(row.Event), row.Inbox, row.Toast, row.Mail, row.Digest);
        return choice.Locked ? choice with { Inbox = true } : choice;
    }
}
