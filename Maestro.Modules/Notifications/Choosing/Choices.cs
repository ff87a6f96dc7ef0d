using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Choosing;

/// <summary>Keeps how people want to be told.</summary>
internal sealed class Choices(IMaestroDbFactory databases)
{
    /// <summary>How each of the people wants to be told of an event.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Choice>> OfAsync(IReadOnlyCollection<Guid> people, NotificationEvent what, CancellationToken cancel)
    {
        var word = EventWords.Of(what);
        await using var db = databases.Open(Audience.Self);
        var rows = await db.Set<ChoiceRow>().AsNoTracking().Where(row => row.Event == word && people.Contains(row.UserId)).ToDictionaryAsync(row => row.UserId, cancel);
        return people.ToDictionary(person => person, person => rows.TryGetValue(person, out var row) ? Of(row) : Choice.Usual(what));
    }

    internal static Choice Of(ChoiceRow row)
    {
        var choice = new Choice(EventWords.Read(row.Event), row.Inbox, row.Toast, row.Mail, row.Digest);
        return choice.Locked ? choice with { Inbox = true } : choice;
    }
}
