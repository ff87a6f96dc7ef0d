using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Maestro.Web.Discovery.Drifting;

/// <summary>Reads standings by what stands in the address; one record may be open beside the list.</summary>
public sealed partial class DriftPage
{
    private const int PageSize = 50;
    private const int Shown = 3;
    private const int MostPlaces = 500;

    private Page<DriftEntry>? page;
    private IReadOnlyDictionary<DriftStatus, (long Count, bool Exact)>? counts;
    private IReadOnlyList<Pick> places = [];
    private IReadOnlyList<Pick> sources = [];
    private DriftEntry? open;
    private Provenance? provenance;
    private string? problem;
    private string? list;
    private string? counted;

    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery] public string? Status { get; set; }

    [SupplyParameterFromQuery] public string? Datacenter { get; set; }

    [SupplyParameterFromQuery] public string? Source { get; set; }

    [SupplyParameterFromQuery] public string? Q { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    [SupplyParameterFromQuery] public Guid? Open { get; set; }

    [Inject] public IDrift Drift { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public ISources Reporters { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IQueries Queries { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    private Kind Own => Kinds.Find(Kind ?? "") is { Placed: true } kind ? kind : Kinds.Get("server");

    private DriftStatus? Wanted => Enum.TryParse<DriftStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    private bool Filtered => Wanted is not null || !string.IsNullOrEmpty(Datacenter) || !string.IsNullOrEmpty(Source) || !string.IsNullOrWhiteSpace(Q) || Kind is not null;

    private IReadOnlyList<Pick> KindChoices => [.. Kinds.All.Where(kind => kind.Placed).Select(kind => new Pick(kind.Plural, KindTexts.LabelPluralOf(kind))).OrderBy(pick => pick.Word, StringComparer.CurrentCultureIgnoreCase)];

    private List<TableColumn> Columns =>
    [
        new("name", L["Name"], Name: true), new("status", L["Standing"]), new("datacenter", L["Datacenter"]),
        new(DriftWords.Declared, "Terraform", Help: L["When a Terraform state last named it."]), new(DriftWords.Cloud, L["Cloud"], Help: L["When a cloud last listed it."]),
        new(DriftWords.Facts, L["Hosts and files"], Help: L["When facts of the host, or a file, last reported it."]), new("differences", L["What differs"], Wraps: true),
    ];

    private string File => QueryHelpers.AddQueryString("api/v1/drift.csv", Given(Wanted?.ToString().ToLowerInvariant(), null, null));

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        var all = await Inventory.ListAsync(actor, new Query { Kind = "datacenter", Order = [new Sort("name", false)], Limit = MostPlaces, Counted = false }, Gone);
        places = [.. all.Rows.Select(row => new Pick(row.Id.ToString(), row.Name))];
        var reporters = await Reporters.ListAsync(actor, MostPlaces, Gone);
        sources = [.. reporters.Select(source => source.Provider).Distinct().Select(provider => new Pick(provider, Providers.Label(provider))).OrderBy(pick => pick.Word, StringComparer.CurrentCultureIgnoreCase)];
    }

    protected override async Task OnParametersSetAsync()
    {
        var here = HereOf(Wanted, Cursor);
        if (list != here)
        {
            list = here;
            await LoadAsync();
        }

        await OpenAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            problem = null;
            var actor = await ActorAsync();
            var query = Asked();
            page = await Drift.ListAsync(actor, query, Wanted is { } status ? [status] : [], Gone);
            var what = HereOf(null);
            if (counted != what)
                counts = await Drift.CountAsync(actor, query with { Cursor = null }, Gone);
            counted = what;
        }
        catch (Problem refused)
        {
            (page, problem) = (null, refused.Message);
        }
    }

    private async Task OpenAsync()
    {
        if (Open is not { } id)
        {
            (open, provenance) = (null, null);
            return;
        }

        if (open?.Record.Id == id)
            return;
        try
        {
            var actor = await ActorAsync();
            open = page?.Rows.FirstOrDefault(row => row.Record.Id == id)
                ?? (await Drift.ListAsync(actor, new Query { Kind = Own.Name, Ids = [id], Limit = 1, Counted = false }, [], Gone)).Rows.SingleOrDefault();
            provenance = open is null ? null : await Inventory.SourcesAsync(actor, id, Gone);
        }
        catch (Problem refused)
        {
            open = null;
            Toasts.Bad(refused.Message);
        }
    }

    private Query Asked() => Queries.Read(Own, Given(null, null, null)
        .Where(pair => pair.Key is not ("kind" or "source" or "datacenter"))
        .Concat(Datacenter is { Length: > 0 } ? [KeyValuePair.Create("datacenters", (string?)Datacenter)] : [])
        .Concat(Source is { Length: > 0 } ? [KeyValuePair.Create("seen_by", (string?)Source)] : [])
        .Select(pair => KeyValuePair.Create(pair.Key, new StringValues(pair.Value)))) with
    {
        Limit = PageSize,
        Cursor = Cursor ?? "",
        Order = [new Sort("name", false)],
    };

    private Dictionary<string, string?> Given(string? status, string? cursor, Guid? of)
    {
        var given = new Dictionary<string, string?> { ["kind"] = Own.Name == "server" ? null : Own.Plural, ["status"] = status, ["datacenter"] = Datacenter, ["source"] = Source, ["q"] = Q, ["cursor"] = cursor, ["open"] = of?.ToString() };
        return given.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary();
    }

    private string Here(string? cursor = null, Guid? open = null) => HereOf(Wanted, cursor, open);

    private string HereOf(DriftStatus? status, string? cursor = null, Guid? open = null) =>
        QueryHelpers.AddQueryString(Urls.Drift, Given(status?.ToString().ToLowerInvariant(), cursor, open));

    private string With(string name, string value)
    {
        var given = Given(Wanted?.ToString().ToLowerInvariant(), null, null);
        given[name] = value;
        return QueryHelpers.AddQueryString(Urls.Drift, given.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    private void Go(string address) => Navigation.NavigateTo(address);

    private bool Only(DriftStatus status) => Wanted == status;

    private string? CountOf(DriftStatus status) =>
        counts is null ? null : (counts[status].Exact ? "" : "~") + counts[status].Count.ToString("N0", CultureInfo.CurrentCulture);

    private Kind KindOf(DriftEntry entry) => Kinds.Get(entry.Record.Kind);

    private string Said(DriftEntry entry, Difference difference) =>
        string.Join(" · ", difference.Values.Select(pair => $"{Providers.Label(pair.Key)}: {Words.Of(pair.Value, Paths.FieldAt(KindOf(entry), Paths.Split(difference.Field).Path), L) ?? "—"}"));
}
