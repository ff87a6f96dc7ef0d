using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Notifications;

/// <summary>Keeps each box as soon as it is ticked.</summary>
public sealed partial class NotificationSettingsPage
{
    // Rows of a table are known by ids, and events have none.
    private static readonly Guid[] Ids = [.. Enum.GetValues<NotificationEvent>().Select(what => new Guid((int)what, 0, 0, new byte[8]))];

    private IReadOnlyList<Choice>? choices;
    private IReadOnlyList<Subscription>? subscriptions;
    private Guid? person;

    [Inject] public IChoices Choices { get; set; } = null!;

    [Inject] public ISubscriptions Subscriptions { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    private List<TableColumn> Columns =>
        [new("event", L["When"], Name: true), new("inbox", L["Inbox"]), new("toast", L["On open pages"]), new("mail", L["Mail at once"]), new("digest", L["Daily mail"], Help: L["One mail at eight in the morning, by the time zone of your profile."])];

    private List<TableColumn> ListColumns => [new("name", L["List"], Name: true), new("kind", L["Kind"]), new("new", L["New"]), new("changed", L["Changed"]), new("gone", L["Gone"])];

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        choices = await Choices.ListAsync(actor, Gone);
        person = actor.UserId;
        subscriptions = await Subscriptions.ListAsync(actor, Gone);
    }

    private RenderFragment Box(Choice row, TableColumn column, bool on, bool locked, Func<bool, Choice> with) =>
        Tick($"{EventText.Of(row.Event, L)}: {column.Label}", on, locked, value => SaveAsync(with(value)));

    private RenderFragment Of(Subscription row, TableColumn column, bool on, Func<bool, Interest> with) =>
        Tick($"{row.Name}: {column.Label}", on, false, value => SaveAsync(row, with(value)));

    private RenderFragment Tick(string label, bool on, bool locked, Func<bool, Task> save) => builder =>
    {
        builder.OpenComponent<Tick>(0);
        builder.AddComponentParameter(1, nameof(Shared.Tick.Checked), on);
        builder.AddComponentParameter(2, nameof(Shared.Tick.Disabled), locked);
        builder.AddComponentParameter(3, nameof(Shared.Tick.Label), label);
        builder.AddComponentParameter(4, nameof(Shared.Tick.OnChange), EventCallback.Factory.Create(this, save));
        builder.CloseComponent();
    };

    // Whoever ticks a box and leaves has ticked it.
    private Task SaveAsync(Choice choice) => TryAsync(async () => choices = await Choices.SaveAsync(await ActorAsync(), [choice], CancellationToken.None));

    private Task SaveAsync(Subscription row, Interest of) => TryAsync(async () =>
    {
        var actor = await ActorAsync();
        try
        {
            await Subscriptions.ChangeAsync(actor, row.Id, of, CancellationToken.None);
        }
        finally
        {
            subscriptions = await Subscriptions.ListAsync(actor, Gone);
        }
    });

    private Task RemoveAsync(Subscription row) => TryAsync(async () =>
    {
        var actor = await ActorAsync();
        await Subscriptions.RemoveAsync(actor, row.Id, Gone);
        subscriptions = await Subscriptions.ListAsync(actor, Gone);
    });

    private Kind KindOf(Subscription row) => Kinds.Get(row.Kind);
}
