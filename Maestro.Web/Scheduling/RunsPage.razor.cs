using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Scheduling;

/// <summary>Reads runs by what stands in the address.</summary>
public sealed partial class RunsPage
{
    private const int PageSize = 50;
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(3);
    private Page<Run>? page;
    private IReadOnlyList<RunStatistics> statistics = [];
    private string? shown;

    [Inject] public IRuns Runs { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery] public string? Status { get; set; }

    [SupplyParameterFromQuery] public string? Type { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    private IReadOnlyList<Pick> Choices => [.. Enum.GetValues<RunStatus>().Select(status => new Pick(RunWords.Of(status), L[status.ToString()]))];

    private IReadOnlyList<Pick> Types => [.. new[] { "import", "crawl", "report", "graph", "webhook" }.Select(type => new Pick(type, RunText.Type(type, L)))];

    // Which process works it off concerns administrators, who alone are told.
    private List<TableColumn> Columns =>
    [
        new("title", L["Run"], Name: true), new("type", L["Work"]), new("status", L["Status"]), new("maker", L["Started by"]), new("started", L["Started"]), new("took", L["Took"], Number: true),
        .. page?.Rows.Any(row => row.Instance is not null) == true ? new TableColumn[] { new("instance", L["Process"], Mono: true), new("arguments", L["Arguments"]) } : [],
        new("message", L["What came of it"]),
    ];

    protected override async Task OnInitializedAsync()
    {
        _ = FollowAsync(new PeriodicTimer(Often, Time), LookAsync);
        if (await ActorAsync() is { SeesAll: true } administrator)
            statistics = await Runs.StatisticsAsync(administrator, Gone);
    }

    protected override async Task OnParametersSetAsync()
    {
        var here = Here(Status, Type, Cursor);
        if (shown == here)
            return;
        shown = here;
        await LookAsync();
    }

    private async Task LookAsync()
    {
        RunStatus? only = Enum.TryParse<RunStatus>(Status, ignoreCase: true, out var status) ? status : null;
        page = await Runs.ListAsync(await ActorAsync(), new RunQuery(PageSize, Guid.TryParse(Cursor, out _) ? Cursor : null, string.IsNullOrEmpty(Type) ? null : Type, only), Gone);
    }

    private static string Here(string? status, string? type, string? cursor)
    {
        var parts = new[] { ("status", status), ("type", type), ("cursor", cursor) }.Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return parts.Count == 0 ? Urls.Runs : $"{Urls.Runs}?{string.Join('&', parts)}";
    }
}
