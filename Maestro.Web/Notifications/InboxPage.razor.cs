using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Notifications;

/// <summary>Reads the inbox by what stands in the address, and again when something comes.</summary>
public sealed partial class InboxPage
{
    private IDisposable? listening;
    private Guid? person;
    private Inbox? inbox;
    private string? shown;

    [Inject] public INotifications Notifications { get; set; } = null!;

    [Inject] public INews News { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery] public bool Unread { get; set; }

    [SupplyParameterFromQuery] public string? Event { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    private bool Narrowed => Unread || !string.IsNullOrEmpty(Event) || Cursor is not null;

    private IReadOnlyList<Pick> Choices => [.. Enum.GetValues<NotificationEvent>().Select(what => new Pick(EventWords.Of(what), EventText.Short(what, L)))];

    protected override void OnInitialized() => listening = News.Listen(NewsOf.Messages, HearAsync);

    protected override async Task OnParametersSetAsync()
    {
        var here = Here(Unread, Event, Cursor);
        if (shown == here)
            return;
        shown = here;
        await LookAsync();
    }

    private async Task LookAsync()
    {
        var actor = await ActorAsync();
        person = actor.UserId;
        inbox = await Notifications.InboxAsync(actor, new InboxQuery(Unread, EventWords.Find(Event), Cursor: Guid.TryParse(Cursor, out _) ? Cursor : null), Gone);
    }

    private Task HearAsync(Guid whose) => whose != person || Gone.IsCancellationRequested ? Task.CompletedTask : InvokeAsync(async () =>
    {
        try
        {
            await LookAsync();
            StateHasChanged();
        }
        catch (Problem)
        {
            // The session has ended; whatever is done next says so.
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left.
        }
    });

    private Task ReadAsync(Message message) => message.ReadAt is not null ? Task.CompletedTask : TryAsync(async () => await Notifications.ReadAsync(await ActorAsync(), message.Id, Gone));

    private Task ReadAllAsync() => TryAsync(async () => await Notifications.ReadAllAsync(await ActorAsync(), EventWords.Find(Event), Gone));

    private static string Here(bool unread, string? only, string? cursor)
    {
        var parts = new[] { ("unread", unread ? "true" : null), ("event", only), ("cursor", cursor) }.Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return parts.Count == 0 ? Urls.Inbox : $"{Urls.Inbox}?{string.Join('&', parts)}";
    }

    protected override void Leave() => listening?.Dispose();
}
