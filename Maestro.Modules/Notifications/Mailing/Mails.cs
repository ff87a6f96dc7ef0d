using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Mailing;

/// <summary>Puts into the outbox what is to be mailed: messages at once, and those of the day at eight in the morning of each person.</summary>
internal sealed class Mails(IMaestroDbFactory databases, Letters letters, IMail mail, TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>When the mail of the day goes, by the person's clock.</summary>
    internal static readonly TimeSpan Hour = TimeSpan.FromHours(8);

    /// <summary>How long a message about records is left to grow before it is mailed.</summary>
    internal static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    internal async Task RoundAsync(CancellationToken cancel)
    {
        if (mail.Works)
        {
            await AtOnceAsync(cancel);
            await DigestsAsync(cancel);
        }
        else
            await ForgetAsync(cancel);
    }

    // Whoever sets up mail later is not to be told of the past.
    private async Task ForgetAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        await db.Set<MessageRow>().Where(row => row.MailDue).ExecuteUpdateAsync(set => set.SetProperty(row => row.MailDue, false), cancel);
        await db.Set<MessageRow>().Where(row => row.Digest).ExecuteUpdateAsync(set => set.SetProperty(row => row.Digest, false), cancel);
    }

    private async Task AtOnceAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var (grown, records) = (time.GetUtcNow() - Settled, EventWords.Of(NotificationEvent.Records));
        var due = await db.Set<MessageRow>().Where(row => row.MailDue && (row.Event != records || row.At < grown)).OrderBy(row => row.At).Take(PageSize).ToListAsync(cancel);
        foreach (var row in due)
        {
            if (await letters.ProfileAsync(row.UserId, cancel) is { } profile)
                await SendAsync(profile, row, cancel);
            row.MailDue = false;
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task SendAsync(Profile profile, MessageRow row, CancellationToken cancel)
    {
        Letters.Speak(profile);
        if (await letters.OneAsync(profile, row, cancel) is { } letter)
            await mail.SendAsync(letter, cancel);
    }

    private async Task DigestsAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        foreach (var person in await db.Set<MessageRow>().Where(row => row.Digest).Select(row => row.UserId).Distinct().ToListAsync(cancel))
            await DigestAsync(person, cancel);
    }

    // What came before this morning's hour, unless this morning's mail has gone already.
    private async Task DigestAsync(Guid person, CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var all = db.Set<MessageRow>().Where(row => row.UserId == person && row.Digest);
        if (await letters.ProfileAsync(person, cancel) is not { } profile)
        {
            await all.ExecuteUpdateAsync(set => set.SetProperty(row => row.Digest, false), cancel);
            return;
        }

        var (day, morning) = MorningOf(profile, time.GetUtcNow());
        var last = await db.Set<DigestRow>().SingleOrDefaultAsync(row => row.UserId == person, cancel);
        if (last?.Day >= day || await all.Where(row => row.At < morning).OrderByDescending(row => row.At).ToListAsync(cancel) is not { Count: > 0 } rows)
            return;
        Letters.Speak(profile);
        if (await letters.DigestAsync(profile, rows, cancel) is { } letter)
            await mail.SendAsync(letter, cancel);
        if (last is null)
            db.Add(last = new DigestRow { UserId = person, Day = day });
        last.Day = day;
        rows.ForEach(row => row.Digest = false);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The last eight o'clock of a person, and the day that it was on.</summary>
    internal static (DateOnly Day, DateTimeOffset Moment) MorningOf(Profile profile, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var day = DateOnly.FromDateTime(local.TimeOfDay >= Hour ? local : local.AddDays(-1));
        var morning = day.ToDateTime(TimeOnly.FromTimeSpan(Hour));
        return (day, new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime());
    }
}
