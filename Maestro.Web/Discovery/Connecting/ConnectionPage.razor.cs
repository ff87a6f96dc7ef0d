using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Scheduling;
using Microsoft.AspNetCore.Components;

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
        if (Tab == "schedules")
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
        try
        {
            using var timer = new PeriodicTimer(Often, Time);
            while (await timer.WaitForNextTickAsync(Gone))
            {
                await InvokeAsync(LookAsync);
                await InvokeAsync(StateHasChanged);
                if (state?.Run is null)
                    break;
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Problem problem)
        {
            // The session has ended, or the connection is no longer readable.
            Toasts.Bad(problem.Message);
        }
        finally
        {
            following = false;
        }
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

    private Task ReleaseAsync(Coverage row) => TryAsync(async () =>
    {
        await Connections.ReleaseAsync(await ActorAsync(), Id, row.Resource, row.Scope, Gone);
        Toasts.Good(L["Retired"]);
        await LookAsync();
    });
}
