using System.Globalization;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Home;

/// <summary>Reads the numbers, then what takes longer; changes of others appear as they happen.</summary>
public sealed partial class DashboardPage
{
    private const int ShownSets = 8;
    private const int ShownSources = 5;

    private IReadOnlyList<ChangeSet> sets = [];
    private IReadOnlyList<SeenSource> sources = [];
    private IReadOnlyList<Week>? weeks;
    private IDisposable? listening;
    private Numbers? numbers;

    [CascadingParameter] public Actor? Actor { get; set; }

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [SupplyParameterFromQuery] public bool Compare { get; set; }

    [Inject] internal Overview Overview { get; set; } = null!;

    [Inject] internal Growth Growing { get; set; } = null!;

    [Inject] public ISources Sources { get; set; } = null!;

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public INews News { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    private Kind Server => Kinds.Get("server");

    private DateTimeOffset Day => Time.GetUtcNow().AddDays(-1);

    private bool IsEmpty => Kinds.All.All(kind => kind.Shared || Of(numbers!.Now, kind.Name) == 0);

    // What grows is servers, unless there are none.
    private Kind Shown => Family(numbers!.Now, "server") > 0 ? Server
        : Kinds.All.Where(kind => kind.Group == KindGroup.Inventory).MaxBy(kind => Of(numbers.Now, kind.Name))!;

    private IReadOnlyList<(string Label, long Value)> Points =>
        [.. weeks!.Select(week => (week.At.ToString("d MMM", CultureInfo.CurrentCulture), Family(week.Counts, Shown.Name)))];

    private string Greeting => TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Zone ?? TimeZoneInfo.Utc).Hour switch
    {
        < 5 => L["Good night"],
        < 12 => L["Good morning"],
        < 18 => L["Good afternoon"],
        _ => L["Good evening"],
    };

    private IEnumerable<Tile> Tiles
    {
        get
        {
            yield return Grown("server");
            yield return Grown("application");
            var (homeless, was) = (numbers!.Homeless, numbers.HomelessThen);
            yield return new(L["Without a system"], Told(homeless), homeless.Count == was ? L["as last week"] : homeless.Count < was ? L["{0} fewer than last week", N(was - homeless.Count)] : L["{0} more than last week", N(homeless.Count - was)],
                homeless.Count < was ? Tone.Good : homeless.Count > was ? Tone.Warning : Tone.Neutral, Urls.List(Kinds.Get("application"), homeless.Query));
            yield return new(L["Not seen for a day"], Told(numbers.Unseen), numbers.Unseen.Count == 0 ? L["all fresh"] : numbers.Missing.Count > 0 ? L["{0} of them missing", N(numbers.Missing.Count)] : L["needs a look"],
                numbers.Unseen.Count == 0 ? Tone.Good : Tone.Warning, Urls.List(Server, numbers.Unseen.Query));
            yield return new(L["Conflicts"], N(numbers.Conflicts), numbers.Conflicts == 0 ? L["none open"] : L["may be one thing"], numbers.Conflicts == 0 ? Tone.Good : Tone.Warning, Urls.Conflicts);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        listening = News.Listen(_ => InvokeAsync(HearAsync));
        var actor = await ActorAsync();
        numbers = await Overview.ReadAsync(actor, Gone);
        if (IsEmpty)
            return;
        (sets, sources) = (await SetsAsync(actor), await Sources.ListAsync(actor, ShownSources, Gone));
        StateHasChanged();
        weeks = await Growing.OfAsync(actor, Gone);
    }

    private async Task HearAsync()
    {
        if (Gone.IsCancellationRequested || numbers is null)
            return;
        try
        {
            sets = await SetsAsync(await ActorAsync());
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.SignedOut)
        {
            // The session has ended; whatever is done next says so.
        }
    }

    private async Task<IReadOnlyList<ChangeSet>> SetsAsync(Actor actor) => (await Audit.ChangeSetsAsync(actor, new ChangeSetQuery(ShownSets), Gone)).Rows;

    protected override void Leave() => listening?.Dispose();

    private Tile Grown(string name)
    {
        var (now, then) = (Family(numbers!.Now, name), Family(numbers.WeekAgo, name));
        var word = now == then ? L["no change this week"] : L["{0} this week", (now > then ? "+" : "−") + N(Math.Abs(now - then))];
        return new(KindTexts.LabelPluralOf(Kinds.Get(name)), N(now), word, now > then ? Tone.Good : Tone.Neutral, Urls.List(Kinds.Get(name)));
    }

    private long Family(IReadOnlyDictionary<string, long> counts, string name) => Kinds.FamilyOf(Kinds.Get(name)).Sum(kind => Of(counts, kind.Name));

    private string Servers(string field, string? value) =>
        Urls.List(Server, value is null ? $"{field}__empty=true" : $"{field}={Uri.EscapeDataString(value)}");

    private static long Most(IReadOnlyList<Facet> facets) => facets.Count == 0 ? 0 : facets.Max(facet => facet.Count);

    private static long Of(IReadOnlyDictionary<string, long> counts, string name) => counts.GetValueOrDefault(name);

    private static string Told(Figure figure) => (figure.Exact ? "" : "~") + N(figure.Count);

    private static string N(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record Tile(string Label, string Value, string Detail, Tone Tone, string Href);
}
