using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Scheduling;

/// <summary>Follows a run until it has ended.</summary>
public sealed partial class RunPage
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private CancellationTokenSource? following;
    private Run? run;
    private bool missing;

    [Inject] public IRuns Runs { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [Parameter] public Guid Id { get; set; }

    private IEnumerable<KeyValuePair<string, string[]>> Errors => run?.Problem?.Errors.Take(10) ?? [];

    private List<TableColumn> Columns =>
    [
        new("resource", L["Resource"], Name: true), new("scope", L["Scope"]), new("status", L["Status"]), new("seen", L["Seen"], Number: true), new("created", L["Created"], Number: true),
        new("changed", L["Changed"], Number: true), new("missing", L["Missing"], Number: true), new("gone", L["Gone"], Number: true), new("message", L["Message"], Wraps: true),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (run?.Id == Id)
            return;
        (run, missing) = (null, false);
        following?.Cancel();
        following?.Dispose();
        following = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        await LookAsync();
        if (run is { Ended: false })
            _ = FollowAsync(following.Token);
    }

    private async Task LookAsync()
    {
        try
        {
            run = await Runs.GetAsync(await ActorAsync(), Id, Gone);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            missing = true;
        }
    }

    // An import that was watched to its end is reviewed next; one that is opened later only offers that.
    private async Task FollowAsync(CancellationToken left)
    {
        try
        {
            using var timer = new PeriodicTimer(Often, Time);
            while (await timer.WaitForNextTickAsync(left))
            {
                await InvokeAsync(LookAsync);
                await InvokeAsync(StateHasChanged);
                if (run is { Ended: false })
                    continue;
                if (run is { Type: "import", Plan: { } plan })
                    await InvokeAsync(() => Navigation.NavigateTo(Urls.Plan(plan), replace: true));
                return;
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Problem problem)
        {
            // The session has ended.
            Toasts.Bad(problem.Message);
        }
    }

    private Task StopAsync() => TryAsync(async () => run = await Runs.StopAsync(await ActorAsync(), Id, Gone));

    protected override void Leave() => following?.Dispose();
}
