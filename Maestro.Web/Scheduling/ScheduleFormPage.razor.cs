using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Access;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Scheduling;

/// <summary>Fills the form, shows the next times while they are typed, and saves.</summary>
public sealed partial class ScheduleFormPage
{
    private const int Offered = 20;
    private Faults faults = null!;
    private ScheduleEdit? edit;
    private IReadOnlyList<DateTimeOffset> upcoming = [];
    private IReadOnlyDictionary<string, string[]> timing = new Dictionary<string, string[]>();
    // What the chosen connection can look for.
    private IReadOnlyList<string> tasks = [];
    private int? version;
    private string? loaded;
    private bool missing;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IScheduling Scheduling { get; set; } = null!;

    [Inject] public IConnections Connections { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [Parameter] public Guid? Id { get; set; }

    /// <summary>The schedule that a new one is filled from.</summary>
    [SupplyParameterFromQuery] public Guid? From { get; set; }

    [SupplyParameterFromQuery] public string? Module { get; set; }

    [SupplyParameterFromQuery] public Guid? Target { get; set; }

    private string Title => Id is null ? L["New schedule"] : L["Edit {0}", edit?.Name ?? ""];

    private IReadOnlyList<Crumb> Steps => Id is { } id ? [new(L["Schedules"], Urls.Schedules), new(edit?.Name ?? L["Schedule"], Urls.Schedule(id))] : [new(L["Schedules"], Urls.Schedules)];

    protected override async Task OnParametersSetAsync()
    {
        faults ??= new Faults(L);
        var wanted = $"{Id} {From}";
        if (loaded == wanted)
            return;
        (loaded, missing) = (wanted, false);
        if ((Id ?? From) is { } id)
            await LoadAsync(id);
        else
            await StartAsync();
        await OfferAsync();
        Preview();
    }

    private async Task TargetAsync(Pick? chosen)
    {
        edit!.Target = chosen;
        if (string.IsNullOrWhiteSpace(edit.Name))
            edit.Name = chosen?.Word;
        await OfferAsync();
        edit.Tasks.IntersectWith(tasks);
    }

    // A connection that cannot be read any more keeps the tasks that it was given.
    private async Task OfferAsync()
    {
        tasks = edit is null ? [] : [.. edit.Tasks.Order(StringComparer.Ordinal)];
        if (edit is { Module: "crawl" } && Guid.TryParse(edit.Target?.Value, out var id)
            && (await Inventory.ListAsync(await ActorAsync(), new Query { Kind = "connection", Ids = [id], Limit = 1, Counted = false }, Gone)).Rows is [var connection])
            tasks = [.. (Connections.Providers.FirstOrDefault(provider => provider.Name == connection.Fields["provider"].Text())?.Tasks ?? []).Union(tasks)];
    }

    private void Switch(string task, bool on)
    {
        if (on)
            edit!.Tasks.Add(task);
        else
            edit!.Tasks.Remove(task);
    }

    private async Task LoadAsync(Guid id)
    {
        try
        {
            var record = await Inventory.GetAsync(await ActorAsync(), Schedule.KindName, id, null, Gone);
            edit = ScheduleEdit.Of(record, copy: Id is null);
            version = Id is null ? null : record.Version;
            if (Id is null)
                edit.Name = L["{0} (copy)", record.Name];
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            missing = true;
        }
    }

    private async Task StartAsync()
    {
        var zone = Zone is { HasIanaId: true } own ? own.Id : "UTC";
        edit = new ScheduleEdit { Module = Scheduling.Modules.Contains(Module ?? "") ? Module : Scheduling.Modules is [var first, ..] ? first : null, TimeZone = zone };
        if (Target is { } target && ScheduleWords.TargetOf(edit.Module, Kinds) is { } kind
            && (await Inventory.ListAsync(await ActorAsync(), new Query { Kind = kind.Name, Ids = [target], Limit = 1, Counted = false }, Gone)).Rows is [var record])
            (edit.Target, edit.Name) = (new Pick(record.Id.ToString(), record.Name), record.Name);
    }

    // Asked of the clock itself, so that what is shown is what will come.
    private void Preview()
    {
        try
        {
            (upcoming, timing) = (Scheduling.Next(edit!.Timing, 5), new Dictionary<string, string[]>());
        }
        catch (Problem problem)
        {
            (upcoming, timing) = ([], problem.Errors);
        }
    }

    // While one types, what the clock says of the times; after sending, what the contract says of everything.
    private IReadOnlyList<string> Of(string field)
    {
        var said = faults.Of(field);
        return said.Count > 0 || !timing.TryGetValue(field, out var live) || (field == "cron" && string.IsNullOrWhiteSpace(edit?.Cron)) ? said : [.. live.Select(message => char.ToUpperInvariant(message[0]) + message[1..])];
    }

    private async Task SaveAsync()
    {
        if (Busy)
            return;
        JsonObject fields = edit!.Fields();
        Guid? saved = null;
        await TryAsync(async () =>
        {
            await faults.CatchAsync(async () =>
            {
                var actor = await ActorAsync();
                saved = Id is { } id ? (await Scheduling.ChangeAsync(actor, id, fields, false, version, Gone)).Id : (await Scheduling.CreateAsync(actor, [fields], Gone))[0].Id;
            });
        });
        if (saved is { } done)
            Navigation.NavigateTo(Urls.Schedule(done));
    }

    private async Task<IReadOnlyList<Pick>> FindTargetAsync(string words, CancellationToken cancel) =>
        ScheduleWords.TargetOf(edit!.Module, Kinds) is { } kind ? await FindAsync(kind, words, cancel) : [];

    private Task<IReadOnlyList<Pick>> FindScheduleAsync(string words, CancellationToken cancel) => FindAsync(Kinds.Get(Schedule.KindName), words, cancel);

    private async Task<IReadOnlyList<Pick>> FindAsync(Kind kind, string words, CancellationToken cancel)
    {
        var page = await Inventory.ListAsync(await ActorAsync(), new Query { Kind = kind.Name, Words = string.IsNullOrWhiteSpace(words) ? null : words, Limit = Offered, Counted = false, Order = [new Sort("name", false)] }, cancel);
        return [.. page.Rows.Where(record => record.Id != Id && record.Level >= Level.Write).Select(record => new Pick(record.Id.ToString(), record.Name, Icon: kind.Icon))];
    }
}
