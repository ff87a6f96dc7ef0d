using System.Globalization;
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

    // Which call of a crawl failed stands in its message.
    private IEnumerable<KeyValuePair<string, string[]>> Errors => run is { Type: not "crawl", Problem: { } problem } ? problem.Errors.Take(10) : [];

    // What did not succeed stands first.
    private IReadOnlyList<RunPart> Parts =>
        [.. run!.Parts.OrderBy(part => part.Status is RunPartStatus.Complete or RunPartStatus.NotEnabled).ThenBy(part => part.Resource, StringComparer.Ordinal).ThenBy(part => part.Scope, StringComparer.Ordinal)];

    // A scope that is the same everywhere, such as the one account, tells nothing.
    private List<TableColumn> Columns =>
    [
        new("resource", L["Resource"], Name: true), .. run!.Parts.DistinctBy(part => part.Scope).Count() > 1 ? new TableColumn[] { new("scope", L["Scope"]) } : [], new("status", L["Status"]), new("seen", L["Seen"], Number: true), new("created", L["Created"], Number: true),
        new("changed", L["Changed"], Number: true), new("missing", L["Missing"], Number: true), new("gone", L["Gone"], Number: true), new("message", L["What came of it"], Wraps: true),
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
            _ = FollowAsync(new PeriodicTimer(Often, Time), LookOnAsync, following.Token);
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
    private async Task<bool> LookOnAsync()
    {
        await LookAsync();
        if (run is { Ended: true, Type: "import", Plan: { } plan })
            Navigation.NavigateTo(Urls.Plan(plan), replace: true);
        return run is { Ended: false };
    }

    private static string N(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private Task StopAsync() => TryAsync(async () => run = await Runs.StopAsync(await ActorAsync(), Id, Gone));

    protected override void Leave() => following?.Dispose();
}
