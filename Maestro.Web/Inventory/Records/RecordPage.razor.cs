using System.Globalization;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Records;

/// <summary>Reads the record of the address, now or as of a moment, and again when somebody changes it.</summary>
public sealed partial class RecordPage
{
    private const int LinksEach = 50;
    private static readonly string[] Known = ["overview", "relations", "history", "access", "raw"];
    private RecordView? view;
    private Problem? problem;
    private Kind? kind;
    private DateTimeOffset? at;
    private string? changedBy;
    private (string, Guid, string?) loaded;
    private IDisposable? listening;

    [Parameter] public string Plural { get; set; } = "";

    [Parameter] public Guid Id { get; set; }

    [Parameter] public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "at")] public string? Moment { get; set; }

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public INews News { get; set; } = null!;

    private string Open => Known.FirstOrDefault(tab => tab == Tab) ?? Known[0];

    private IReadOnlyList<Crumb> KindSteps => kind is null ? [] : [new Crumb(KindTexts.LabelPluralOf(kind), Urls.List(kind))];

    protected override void OnInitialized() =>
        listening = News.Listen(news => kind is null || Kinds.FamilyOf(kind).Any(member => news.Kinds.Contains(member.Name)) ? InvokeAsync(HeardAsync) : Task.CompletedTask);

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Plural, Id, Moment))
            return;
        loaded = (Plural, Id, Moment);
        (view, problem, changedBy) = (null, null, null);
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        problem = null;
        try
        {
            kind = Kinds.Find(Plural) ?? throw Problem.Missing(L["A Kind called \"{0}\"", Plural]);
            at = ReadMoment();
            view = await ReadAsync(kind);
        }
        catch (Problem refused)
        {
            (problem, view) = (refused, null);
        }

        StateHasChanged();
    }

    private async Task<RecordView> ReadAsync(Kind asked)
    {
        var actor = await ActorAsync();
        var record = await Inventory.GetAsync(actor, asked.Name, Id, at, Gone);
        var provenance = await Inventory.SourcesAsync(actor, Id, Gone);
        var neighbours = await Inventory.NeighboursAsync(actor, Id, LinksEach, Gone);
        return new RecordView(Kinds.Get(record.Kind), record, at, actor, provenance, neighbours);
    }

    private DateTimeOffset? ReadMoment() =>
        string.IsNullOrEmpty(Moment) ? null
        : DateTimeOffset.TryParse(Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : throw Problem.Malformed(L["\"{0}\" is not a moment; write it as 2026-11-24T08:00:00Z.", Moment]);

    // News name a change set, which may hold 100,000 changes; whether this record moved is one small read.
    private async Task HeardAsync()
    {
        if (view is not { At: null } shown || Gone.IsCancellationRequested)
            return;
        try
        {
            var actor = await ActorAsync();
            var record = await Inventory.GetAsync(actor, shown.Kind.Name, Id, null, Gone);
            if (record.Version == shown.Record.Version && record.State == shown.Record.State)
                return;
            var last = await Audit.HistoryAsync(actor, Id, null, 1, null, Gone);
            if (last.Rows is [var change] && (change.ActorId != actor.UserId || change.Source != "person"))
                changedBy = change.Source == "person" ? change.ActorName : change.SourceName;
            await ReloadAsync();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Problem gone) when (gone.Kind is ProblemKind.Missing or ProblemKind.Denied or ProblemKind.SignedOut)
        {
            await ReloadAsync();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left while the news was read.
        }
    }

    private IReadOnlyList<Crumb> Steps(RecordView shown) =>
        [new Crumb(L["Inventory"]), new Crumb(KindTexts.LabelPluralOf(shown.Kind), Urls.List(shown.Kind))];

    private IEnumerable<(string Tab, string Label, long? Count)> TabsOf(RecordView shown)
    {
        yield return ("overview", L["Overview"], null);
        yield return ("relations", L["Relations"], shown.Neighbours.Groups.Sum(group => group.Count) + shown.Neighbours.Hidden);
        yield return ("history", L["History"], shown.Record.Version);
        if (!shown.Kind.Shared)
            yield return ("access", L["Access"], null);
        yield return ("raw", L["Raw"], null);
    }

    private string Href(string tab) =>
        Urls.Record(view!.Kind, Id, tab == "overview" ? null : tab) + (at is { } moment ? $"?at={Urls.Moment(moment)}" : "");

    protected override void Leave() => listening?.Dispose();
}
