using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using IDialogService = MudBlazor.IDialogService;

namespace Maestro.Web.Scheduling;

/// <summary>Follows a schedule while its page is open, and does what is asked of it.</summary>
public sealed partial class SchedulePage
{
    private const int Shown = 50;
    private const int Calls = 20;
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);
    private ScheduleFacts? facts;
    private IReadOnlyList<Firing> firings = [];
    private IReadOnlyList<Delivery> deliveries = [];
    private IReadOnlyList<DateTimeOffset> upcoming = [];
    private Delivery? tested;
    private bool missing, testing;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IScheduling Scheduling { get; set; } = null!;

    [Inject] public IWebhooks Webhooks { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IDialogService Dialogs { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [Parameter] public Guid Id { get; set; }

    private bool MayWrite => facts is { Record: { Active: true, Level: >= Level.Write } };

    private List<TableColumn> Columns =>
    [
        new("planned", L["When"], Name: true), new("status", L["Status"]), new("cause", L["Why"]), new("took", L["Took"], Number: true), new("message", L["What came of it"], Wraps: true),
    ];

    protected override void OnInitialized() => _ = FollowAsync(new PeriodicTimer(Often, Time), () => missing ? Task.CompletedTask : LookAsync());

    protected override async Task OnParametersSetAsync()
    {
        if (facts?.Record.Id == Id)
            return;
        (facts, missing, tested) = (null, false, null);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            var actor = await ActorAsync();
            var record = await Inventory.GetAsync(actor, Schedule.KindName, Id, null, Gone);
            var states = await Scheduling.StatesAsync(actor, [Id], Gone);
            firings = (await Scheduling.FiringsAsync(actor, Id, Shown, null, Gone)).Rows;
            facts = new ScheduleFacts(record, states.GetValueOrDefault(Id));
            deliveries = facts.Module == "webhook" ? await Webhooks.DeliveriesAsync(actor, Id, Calls, Gone) : [];
            upcoming = Upcoming(facts);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            missing = true;
        }
    }

    // The first is what the clock says; the others follow from the timing.
    private IReadOnlyList<DateTimeOffset> Upcoming(ScheduleFacts now)
    {
        if (now.State?.Next is not { } next)
            return [];
        var left = (now.MostRuns - now.State.Runs) ?? int.MaxValue;
        if (now.Timing.Cron is null)
            return [.. new[] { next }.Concat(Scheduling.Next(now.Timing, 5).Select(time => time + (next - Scheduling.Next(now.Timing, 1)[0])).Skip(1)).Take(Math.Min(5, left))];
        return [.. Scheduling.Next(now.Timing, 5).Take(left)];
    }

    private string? FirstTime => facts?.State?.Next is { } first ? L["It comes for the first time {0}.", Moments.Relative(first, Time.GetUtcNow(), false, L)].Value : null;

    private string Took(Firing firing) =>
        firing.StartedAt is not { } start ? "" : RunText.Span((firing.EndedAt ?? Time.GetUtcNow()) - start);

    // The second press of a double click arrives while the first is worked on.
    private Task RunAsync() => Busy ? Task.CompletedTask : TryAsync(async () =>
    {
        await Scheduling.RunAsync(await ActorAsync(), Id, Gone);
        Toasts.Tell(L["It has been started"]);
        await LookAsync();
    });

    private async Task TestAsync()
    {
        testing = true;
        await TryAsync(async () => tested = await Webhooks.TestAsync(await ActorAsync(), Id, Gone));
        testing = false;
    }

    private Task ResumeAsync() => TryAsync(async () =>
    {
        await Scheduling.ResumeAsync(await ActorAsync(), Id, Gone);
        await LookAsync();
    });

    private Task SwitchAsync() => TryAsync(async () =>
    {
        await Scheduling.ChangeAsync(await ActorAsync(), Id, new JsonObject { ["enabled"] = !facts!.Enabled }, false, facts.Record.Version, Gone);
        await LookAsync();
    });

    private async Task RetireAsync()
    {
        if (!facts!.Record.Active)
            await TryAsync(() => PlanAsync(DraftAction.Restore, null));
        else if (await Dialogs.AskAsync(new Question(L["Retire {0}?", facts.Record.Name], L["It does not run any more. It can be restored, with its history."], L["Retire"]) { AskReason = true }) is { } reason)
            await TryAsync(() => PlanAsync(DraftAction.Retire, reason));
        await LookAsync();
    }

    private async Task PlanAsync(DraftAction action, string? reason)
    {
        var actor = await ActorAsync();
        var plan = await Planning.PlanAsync(actor, Origin.Person(actor), [new Draft(Schedule.KindName) { Id = Id, Action = action }], new PlanOptions { Title = action == DraftAction.Retire ? "Retire schedule" : "Restore schedule" }, Gone);
        await Planning.ApplyAsync(actor, plan, new ApplyOptions(reason), Gone);
    }
}
