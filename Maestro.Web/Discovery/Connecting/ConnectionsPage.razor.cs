using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Scheduling;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Discovery.Connecting;

/// <summary>Reads every connection, again and again while the page is open, and shows those that the address asks for.</summary>
public sealed partial class ConnectionsPage
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);
    private IReadOnlyList<ConnectionOverview>? rows;

    [Inject] public IConnections Connections { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery] public string? Q { get; set; }

    /// <summary>Only those whose last crawl did not do all of it.</summary>
    [SupplyParameterFromQuery] public bool Trouble { get; set; }

    private int Troubled => rows?.Count(IsTroubled) ?? 0;

    private IReadOnlyList<ConnectionOverview> Shown =>
        [.. (rows ?? []).Where(row => (!Trouble || IsTroubled(row)) && (string.IsNullOrWhiteSpace(Q) || Words(row).Any(word => word?.Contains(Q.Trim(), StringComparison.CurrentCultureIgnoreCase) == true)))];

    private List<TableColumn> Columns =>
    [
        new("name", L["Name"], Name: true), new("provider", L["Provider"]), new("identity", L["Signed in as"]), new("datacenter", L["Datacenter"]), new("status", L["Status"]), new("last", L["Last crawl"]),
        new("seen", L["Seen"], Number: true, Help: L["Records that the last crawl of each scope saw."]), new("coverage", L["Coverage"], Number: true, Help: L["Scopes that were read to the end, of all."]),
    ];

    protected override async Task OnInitializedAsync()
    {
        _ = FollowAsync(new PeriodicTimer(Often, Time), LookAsync);
        await LookAsync();
    }

    private async Task LookAsync() => rows = await Connections.OverviewAsync(await ActorAsync(), Gone);

    private static string?[] Words(ConnectionOverview row) =>
        [row.Record.Name, row.Identity, Providers.Label(row.Record.Fields["provider"].Text()), row.Record.Fields["datacenter"]?["name"].Text()];

    private static bool IsEnabled(ConnectionOverview row) => row.Record.Fields["enabled"] is not System.Text.Json.Nodes.JsonValue enabled || enabled.GetValue<bool>();

    private static bool IsTroubled(ConnectionOverview row) =>
        IsEnabled(row) && (row.Message is not null || row.Last?.Status is RunStatus.Failed or RunStatus.Partial);

    private static string StatusOf(ConnectionOverview row) =>
        !IsEnabled(row) ? "disabled" : row.Running is { } running ? RunText.Word(running) : row.Last is { } last ? RunText.Word(last) : "waiting";

    private void Go(string? words, bool trouble)
    {
        var parts = new[] { ("q", words), ("trouble", trouble ? "true" : null) }.Where(part => !string.IsNullOrWhiteSpace(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        Navigation.NavigateTo(parts.Count == 0 ? Urls.Connections : $"{Urls.Connections}?{string.Join('&', parts)}");
    }
}
