using System.Globalization;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Telling;
using Maestro.Modules.Notifications.Wording;
using static Maestro.Modules.Notifications.Wording.Sentences;

namespace Maestro.Modules.Notifications.Mailing;

/// <summary>Makes letters of messages, in the language of their person and with the names that the person may see at this moment.</summary>
internal sealed class Letters(IAccess access, IPeople people, Looking looking, Wordsmith wordsmith, IMail mail)
{
    /// <summary>How many messages one letter names.</summary>
    private const int Most = 30;

    /// <summary>The profile of somebody who can be written to; null for whoever has left.</summary>
    internal async Task<Profile?> ProfileAsync(Guid person, CancellationToken cancel)
    {
        try
        {
            return (await people.GetAsync(Audience.Self, person, cancel)).Profile is { Active: true } profile ? profile : null;
        }
        catch (Problem gone) when (gone.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }

    /// <summary>A letter about one message; null where its person has left.</summary>
    internal async Task<Letter?> OneAsync(Profile profile, MessageRow row, CancellationToken cancel)
    {
        if (await PrintAsync(profile, [row], cancel) is not [var message])
            return null;
        return new Letter
        {
            To = profile.Email, Subject = message.Title, Paragraphs = [Say("Hello {0},", profile.Name), message.Text is null ? $"{message.Title}." : $"{message.Title}. {message.Text}"],
            Action = Say("Open in Maestro"), Url = mail.Link(message.Page ?? "inbox"), Small = Say("What you get by mail is chosen in Maestro under Settings, Notifications."),
        };
    }

    /// <summary>A letter about all of the day; null where its person has left.</summary>
    internal async Task<Letter?> DigestAsync(Profile profile, IReadOnlyList<MessageRow> rows, CancellationToken cancel)
    {
        if (await PrintAsync(profile, [.. rows.Take(Most)], cancel) is not { Count: > 0 } messages)
            return null;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var lines = messages.Select(message => $"{TimeZoneInfo.ConvertTime(message.At, zone).ToString("g", CultureInfo.CurrentCulture)} · {message.Title}{(message.Text is null ? "" : $". {message.Text}")}");
        return new Letter
        {
            To = profile.Email, Subject = rows.Count == 1 ? Say("1 notification since the last mail") : Say("{0} notifications since the last mail", Number(rows.Count)),
            Paragraphs = [Say("Hello {0},", profile.Name), Say("this is what has happened:"), .. lines, .. rows.Count > Most ? new[] { Say("And {0} more.", Number(rows.Count - Most)) } : []],
            Action = Say("All notifications"), Url = mail.Link("inbox"), Small = Say("What you get by mail is chosen in Maestro under Settings, Notifications."),
        };
    }

    private async Task<IReadOnlyList<Message>> PrintAsync(Profile profile, IReadOnlyList<MessageRow> rows, CancellationToken cancel)
    {
        if (await access.ActorOfAsync(profile.Id, null, cancel) is not { } actor)
            return [];
        var sight = await looking.AtAsync(actor, rows, cancel);
        return [.. rows.Select(row => wordsmith.Print(row, sight))];
    }

    /// <summary>From here on, and until the calling method ends, sentences are those of a person's language.</summary>
    internal static void Speak(Profile profile) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(profile.Language);
}
