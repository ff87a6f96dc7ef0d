using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Scheduling;

/// <summary>Reads schedules by what stands in the address, again and again while it is open.</summary>
public sealed partial class SchedulesPage
{
    private const int PageSize = 50;
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);
    private Page<Record>? page;
    private IReadOnlyList<ScheduleFacts>? rows;
    private string? shown;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IScheduling Scheduling { get; set; } = null!;

    [Inject] public IQueries Queries { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery] public string? Q { get; set; }

    [SupplyParameterFromQuery] public string? Work { get; set; }

    /// <summary><c>on</c>, <c>off</c> or <c>retired</c>.</summary>
    [SupplyParameterFromQuery] public string? State { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    private bool Narrowed => !string.IsNullOrEmpty(Q) || !string.IsNullOrEmpty(Work) || !string.IsNullOrEmpty(State);

    private string? Counted => page?.Count is { } count ? count.ToString("N0", CultureInfo.CurrentCulture) : null;

    private IReadOnlyList<Pick> WorkChoices => [.. Scheduling.Modules.Select(word => new Pick(word, ScheduleWords.Work(word, L)))];

    private IReadOnlyList<Pick> StateChoices => [new("on", L["Switched on"]), new("off", L["Switched off"]), new("retired", L["Retired"])];

    private List<TableColumn> Columns =>
    [
        new("name", L["Schedule"], Name: true), new("status", L["Status"]), new("timing", L["When"]), new("last", L["Last run"]), new("next", L["Next run"]), new("work", L["Work"]), new("target", L["Of what"]),
    ];

    protected override void OnInitialized() => _ = FollowAsync(new PeriodicTimer(Often, Time), LookAsync);

    protected override async Task OnParametersSetAsync()
    {
        var here = Here(Q, Work, State, Cursor);
        if (shown == here)
            return;
        shown = here;
        await LookAsync();
    }

    private async Task LookAsync()
    {
        var (actor, kind, tests) = (await ActorAsync(), Kinds.Get(Schedule.KindName), new List<Filter>());
        if (!string.IsNullOrEmpty(Work))
            tests.Add(Queries.Test(kind, "module", [Work]));
        if (State is "on" or "off")
            tests.Add(Queries.Test(kind, "enabled", [State == "on" ? "true" : "false"]));
        page = await Inventory.ListAsync(actor, new Query
        {
            Kind = kind.Name, Words = string.IsNullOrWhiteSpace(Q) ? null : Q, Filter = tests.Count == 0 ? null : new Filter.And(tests), Active = State != "retired", Limit = PageSize, Cursor = Cursor ?? "", Order = [new Sort("name", false)],
        }, Gone);
        var states = await Scheduling.StatesAsync(actor, [.. page.Rows.Select(record => record.Id)], Gone);
        rows = [.. page.Rows.Select(record => new ScheduleFacts(record, states.GetValueOrDefault(record.Id)))];
    }

    private void Go(string? words, string? work, string? state) => Navigation.NavigateTo(Here(words, work, state, null));

    private static string Here(string? words, string? work, string? state, string? cursor)
    {
        var parts = new[] { ("q", words), ("work", work), ("state", state), ("cursor", cursor) }.Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return parts.Count == 0 ? Urls.Schedules : $"{Urls.Schedules}?{string.Join('&', parts)}";
    }
}
