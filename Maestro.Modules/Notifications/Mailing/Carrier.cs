using Maestro.Modules.Audit;
using Maestro.Modules.Notifications.Following;
using Maestro.Modules.Notifications.Hooks;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Notifications.Mailing;

/// <summary>Carries messages out of Maestro, in one process at a time: woken by messages, and looking by itself in between.</summary>
internal sealed class Carrier(Bookmarks bookmarks, Mails mails, HookRounds hooks, INews news, TimeProvider time, ILogger<Carrier> log)
    : Rounds(news, time, between: TimeSpan.FromSeconds(20), pause: TimeSpan.FromSeconds(5), NewsOf.Messages)
{
    internal override Task<bool> RoundAsync(CancellationToken cancel) => bookmarks.AloneAsync(Bookmarks.Carrying, async () =>
    {
        await mails.RoundAsync(cancel);
        await hooks.RoundAsync(cancel);
    }, cancel);

    protected override void Failed(Exception fault) => Log.NotCarried(log, fault);
}
