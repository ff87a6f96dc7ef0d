using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Scheduling;

/// <summary>Reads runs by what stands in the address.</summary>
public sealed partial class RunsPage
{
    private const int PageSize = 50;
    private Page<Run>? page;
    private string? shown;

    [Inject] public IRuns Runs { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery] public string? Status { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    private IReadOnlyList<Pick> Choices => [.. Enum.GetValues<RunStatus>().Select(status => new Pick(RunText.Word(status), L[status.ToString()]))];

    private List<TableColumn> Columns =>
    [
        new("title", L["Run"], Name: true), new("status", L["Status"]), new("maker", L["Started by"]), new("started", L["Started"]), new("took", L["Took"], Number: true), new("message", L["What came of it"], Wraps: true),
    ];

    protected override async Task OnParametersSetAsync()
    {
        var here = Here(Status, Cursor);
        if (shown == here)
            return;
        shown = here;
        RunStatus? only = Enum.TryParse<RunStatus>(Status, ignoreCase: true, out var status) ? status : null;
        page = await Runs.ListAsync(await ActorAsync(), new RunQuery(PageSize, Guid.TryParse(Cursor, out _) ? Cursor : null, null, only), Gone);
    }

    private static string Here(string? status, string? cursor)
    {
        var parts = new[] { ("status", status), ("cursor", cursor) }.Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return parts.Count == 0 ? Urls.Runs : $"{Urls.Runs}?{string.Join('&', parts)}";
    }
}
