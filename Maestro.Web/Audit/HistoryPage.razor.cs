using System.Globalization;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Audit;

/// <summary>Reads change sets by what stands in the address.</summary>
public sealed partial class HistoryPage
{
    private const int PageSize = 50;
    private static readonly string[] Providers = ["person", "ansible", "terraform", "json", "aws", "azure", "digitalocean", "openstack"];

    private Page<ChangeSet>? page;
    private string? shown;

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Words { get; set; }

    [SupplyParameterFromQuery] public string? Source { get; set; }

    [SupplyParameterFromQuery] public string? Since { get; set; }

    [SupplyParameterFromQuery] public bool Mine { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    private bool Filtered => Words is { Length: > 0 } || Source is { Length: > 0 } || Since is { Length: > 0 } || Mine;

    private IReadOnlyList<Pick> Sources => [.. Providers.Select(name => new Pick(name, name == "person" ? L["People"] : Maestro.Web.Shared.Providers.Label(name)))];

    private IReadOnlyList<Pick> Spans => [new("1d", L["Last 24 hours"]), new("7d", L["Last 7 days"]), new("30d", L["Last 30 days"]), new("90d", L["Last 90 days"])];

    private IEnumerable<IGrouping<string, ChangeSet>> Days => page!.Rows.GroupBy(set => DayOf(set.At));

    protected override async Task OnParametersSetAsync()
    {
        var here = Here(Words, Source, Since, Mine, Cursor);
        if (shown == here)
            return;
        shown = here;
        var actor = await ActorAsync();
        page = await Audit.ChangeSetsAsync(actor, new ChangeSetQuery(PageSize, Cursor, Source, Mine ? actor.UserId : null, Words, From(Since)), Gone);
    }

    private DateTimeOffset? From(string? span) =>
        span is { Length: > 1 } && int.TryParse(span[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 4_000 ? Time.GetUtcNow().AddDays(-days) : null;

    private string DayOf(DateTimeOffset at)
    {
        var zone = Zone ?? TimeZoneInfo.Utc;
        var day = TimeZoneInfo.ConvertTime(at, zone).Date;
        var today = TimeZoneInfo.ConvertTime(Time.GetUtcNow(), zone).Date;
        return day == today ? L["Today"] : day == today.AddDays(-1) ? L["Yesterday"] : day.ToString(day.Year == today.Year ? "dddd, d MMMM" : "d MMMM yyyy", CultureInfo.CurrentCulture);
    }

    private void Go(string? words, string? source, string? since, bool mine) => Navigation.NavigateTo(Here(words, source, since, mine, null));

    private static string Here(string? words, string? source, string? since, bool mine, string? cursor)
    {
        var parts = new[] { ("q", words), ("source", source), ("since", since), ("mine", mine ? "true" : null), ("cursor", cursor) }
            .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return parts.Count == 0 ? Urls.History : $"{Urls.History}?{string.Join('&', parts)}";
    }
}
