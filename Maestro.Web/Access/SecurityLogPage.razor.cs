using System.Globalization;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Access;

/// <summary>Reads the security trail by what stands in the address.</summary>
public sealed partial class SecurityLogPage
{
    private const int PageSize = 50;
    private Page<SecurityEvent>? page;
    private string? shown;
    private bool denied;

    [Inject] public ISecurityTrail Trail { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")] public string? Words { get; set; }

    [SupplyParameterFromQuery] public string? Action { get; set; }

    [SupplyParameterFromQuery] public string? Outcome { get; set; }

    [SupplyParameterFromQuery] public string? Since { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    private IReadOnlyList<Pick> Actions => [.. SecurityWords.Groups(L).Select(group => new Pick(group.Key, group.Value))];

    private IReadOnlyList<Pick> Outcomes => [new("success", L["Succeeded"]), new("failure", L["Failed"])];

    private IReadOnlyList<Pick> Spans => [new("1d", L["Last 24 hours"]), new("7d", L["Last 7 days"]), new("30d", L["Last 30 days"]), new("90d", L["Last 90 days"])];

    private List<TableColumn> Columns =>
    [
        new("at", L["When"]), new("who", L["Who"], Name: true), new("what", L["What happened"]), new("outcome", L["Outcome"]), new("target", L["About"]),
        new("address", L["From"], Mono: true), new("detail", L["Detail"], Wraps: true),
    ];

    protected override async Task OnParametersSetAsync()
    {
        var here = Here(Words, Action, Outcome, Since, Cursor);
        if (shown == here)
            return;
        shown = here;
        try
        {
            page = await Trail.ListAsync(await ActorAsync(), new SecurityQuery
            {
                Limit = PageSize,
                Cursor = Guid.TryParse(Cursor, out _) ? Cursor : null,
                Action = string.IsNullOrEmpty(Action) ? null : Action,
                Succeeded = Outcome switch { "success" => true, "failure" => false, _ => null },
                Words = Words,
                Since = From(Since),
            }, Gone);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Denied)
        {
            denied = true;
        }
    }

    private DateTimeOffset? From(string? span) =>
        span is { Length: > 1 } && int.TryParse(span[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 4_000 ? Time.GetUtcNow().AddDays(-days) : null;

    private void Go(string? words, string? action, string? outcome, string? since) => Navigation.NavigateTo(Here(words, action, outcome, since, null));

    private static string Here(string? words, string? action, string? outcome, string? since, string? cursor)
    {
        var parts = new[] { ("q", words), ("action", action), ("outcome", outcome), ("since", since), ("cursor", cursor) }
            .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}").ToList();
        return parts.Count == 0 ? Urls.SecurityLog : $"{Urls.SecurityLog}?{string.Join('&', parts)}";
    }
}
