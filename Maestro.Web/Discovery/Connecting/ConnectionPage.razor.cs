using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using IDialogService = MudBlazor.IDialogService;

namespace Maestro.Web.Discovery.Connecting;

/// <summary>Shows a connection and follows its crawl.</summary>
public sealed partial class ConnectionPage
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private Record? record;
    private ConnectionState? state;
    private ConnectionCheck? check;
    private Policy? policy;
    private IReadOnlyList<Coverage> coverage = [];
    private IReadOnlyList<Run> runs = [];
    private IReadOnlyList<ScheduleFacts> schedules = [];
    private bool following;

    [Inject] public IConnections Connections { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IDialogService Dialogs { get; set; } = null!;

    [Inject] public IScheduling Scheduling { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [Parameter] public Guid Id { get; set; }

    [Parameter] public string? Tab { get; set; }

    private Kind Kind => Kinds.Get("connection");

    private string? ProviderName => record?.Fields["provider"].Text();

    private ProviderView? View => Connections.Providers.FirstOrDefault(provider => provider.Name == ProviderName);

    /// <summary>Whether files are uploaded to it, and nothing is fetched.</summary>
    private bool Uploaded => record?.Fields["method"].Text() == "upload";

    private bool Enabled => record?.Fields["enabled"] is not JsonValue enabled || enabled.GetValue<bool>();

    /// <summary>When a schedule crawls it next.</summary>
    private DateTimeOffset? Next => record is { Active: true } && Enabled ? schedules.Min(one => one.State?.Next) : null;

    private bool MayWrite => record is { Active: true, Level: >= Level.Write };

    private HashSet<string> Off => [.. (record?.Fields["switched_off"] as JsonArray ?? []).Select(task => task.Text()).OfType<string>()];

    protected override async Task OnParametersSetAsync()
    {
        await LookAsync();
        if (state?.Run is not null)
            Follow();
    }

    private async Task LookAsync()
    {
        var actor = await ActorAsync();
        record = await Inventory.GetAsync(actor, "connection", Id, null, Gone);
        state = await Connections.StateAsync(actor, Id, Gone);
        coverage = await Connections.CoverageAsync(actor, Id, Gone);
        if (Tab == "runs")
            runs = (await Connections.RunsAsync(actor, Id, 50, null, Gone)).Rows;
        if (Tab == "schedules" || state.Run is null)
        {
            var records = await Scheduling.OfTargetAsync(actor, Id, Gone);
            var states = await Scheduling.StatesAsync(actor, [.. records.Select(one => one.Id)], Gone);
            schedules = [.. records.OrderBy(one => one.Name, StringComparer.CurrentCultureIgnoreCase).Select(one => new ScheduleFacts(one, states.GetValueOrDefault(one.Id)))];
        }

        if (Tab == "permissions")
            policy ??= await Connections.PolicyAsync(actor, Id, Gone);
    }

    private void Follow()
    {
        if (following)
            return;
        following = true;
        _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        await FollowAsync(new PeriodicTimer(Often, Time), async () =>
        {
            await LookAsync();
            return state?.Run is not null;
        }, Gone);
        following = false;
    }

    private Task CrawlAsync(IReadOnlyList<string>? tasks) => TryAsync(async () =>
    {
        await Connections.CrawlAsync(await ActorAsync(), Id, tasks, Gone);
        await LookAsync();
        Follow();
    });

    private Task StopAsync() => TryAsync(async () =>
    {
        await Connections.StopAsync(await ActorAsync(), Id, Gone);
        await LookAsync();
    });

    private Task TestAsync() => TryAsync(async () =>
    {
        check = await Connections.TestAsync(await ActorAsync(), Id, Gone);
        await LookAsync();
    });

    private Task SwitchAsync() => TryAsync(async () =>
    {
        await Connections.ChangeAsync(await ActorAsync(), Id, new ConnectionDraft { Enabled = !Enabled }, null, null, Gone);
        await LookAsync();
    });

    private async Task ReleaseAsync(Coverage row)
    {
        if (await Dialogs.AskAsync(new Question(L["Retire what was not there?"], L["{0} They are taken out of lists, reports and maps, and can be restored.", RunSayings.In(L, row.Message) ?? ""], L["Retire"])) is null)
            return;
        await TryAsync(async () =>
        {
            await Connections.ReleaseAsync(await ActorAsync(), Id, row.Resource, row.Scope, Gone);
            Toasts.Good(L["Retired"]);
            await LookAsync();
        });
    }

    private async Task RetireAsync()
    {
        if (await Dialogs.AskAsync(new Question(L["Retire {0}?", record!.Name], L["It is not crawled any more, and its schedules rest. What it found stays. It can be restored."], L["Retire"]) { AskReason = true }) is { } reason)
            await PlanAsync(DraftAction.Retire, reason);
    }

    private Task PlanAsync(DraftAction action, string? reason) => TryAsync(async () =>
    {
        var actor = await ActorAsync();
        var plan = await Planning.PlanAsync(actor, Origin.Person(actor), [new Draft(Kind.Name) { Id = Id, Action = action }], new PlanOptions { Title = action == DraftAction.Retire ? "Retire connection" : "Restore connection" }, Gone);
        await Planning.ApplyAsync(actor, plan, new ApplyOptions(reason), Gone);
        await LookAsync();
    });
}
