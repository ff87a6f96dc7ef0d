using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Notifications;

/// <summary>Counts what is unread, hears of what comes in any process, and shows it.</summary>
public sealed partial class Bell
{
    private const int Shown = 8;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(700);
    private IDisposable? listening;
    private IReadOnlyList<Message>? newest;
    private Guid? person;
    private long? last;
    private int unread;
    private int due;

    [Inject] public INotifications Notifications { get; set; } = null!;

    [Inject] public INews News { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [CascadingParameter] public Actor? Actor { get; set; }

    private string Label => unread == 0 ? L["Notifications"] : unread == 1 ? L["Notifications: 1 unread"] : L["Notifications: {0} unread", unread];

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is not { } actor || person == actor.UserId)
            return;
        person = actor.UserId;
        listening ??= News.Listen(NewsOf.Messages, HearAsync);
        unread = await Notifications.UnreadAsync(actor, Gone);
        last = (await Notifications.FreshAsync(actor, null, Gone)).Last;
    }

    // What comes within a moment is told together.
    private async Task HearAsync(Guid whose)
    {
        if (whose != person || Gone.IsCancellationRequested || Interlocked.Exchange(ref due, 1) == 1)
            return;
        try
        {
            await Task.Delay(Settle, Time, Gone);
            Interlocked.Exchange(ref due, 0);
            await InvokeAsync(LookAsync);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The circuit has ended, or Maestro stops.
        }
        finally
        {
            Interlocked.Exchange(ref due, 0);
        }
    }

    private async Task LookAsync()
    {
        if (await Viewer.ActorAsync(Gone) is not { } actor)
            return;
        unread = await Notifications.UnreadAsync(actor, Gone);
        var fresh = await Notifications.FreshAsync(actor, last ?? 0, Gone);
        last = fresh.Last;
        if (newest is not null)
            newest = (await Notifications.InboxAsync(actor, new InboxQuery(Limit: Shown), Gone)).Messages;
        Tell([.. fresh.Messages.Where(message => !IsHere(message))]);
        StateHasChanged();
    }

    private void Tell(IReadOnlyList<Message> fresh)
    {
        if (fresh.Count > 1)
            Toasts.Tell(L["{0} new notifications", fresh.Count], Urls.Inbox, L["Open"]);
        else if (fresh is [var one])
            Tell(one, one.Page ?? Urls.Inbox);
    }

    private void Tell(Message one, string page)
    {
        if (one.Severity == Severity.Bad)
            Toasts.Bad(one.Title, page, L["Open"]);
        else if (one.Severity == Severity.Good)
            Toasts.Good(one.Title, page, L["Open"]);
        else
            Toasts.Tell(one.Title, page, L["Open"]);
    }

    // Whoever looks at the page about it sees it there.
    private bool IsHere(Message message) => message.Page is { } page && Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0] == page.Split('?')[0];

    private async Task LoadAsync() => newest = (await Notifications.InboxAsync(await ActorAsync(), new InboxQuery(Limit: Shown), Gone)).Messages;

    private Task ReadAsync(Message message) => message.ReadAt is not null ? Task.CompletedTask : TryAsync(async () => await Notifications.ReadAsync(await ActorAsync(), message.Id, Gone));

    private Task ReadAllAsync() => TryAsync(async () =>
    {
        await Notifications.ReadAllAsync(await ActorAsync(), null, Gone);
        await LoadAsync();
        unread = 0;
    });

    protected override void Leave() => listening?.Dispose();
}
