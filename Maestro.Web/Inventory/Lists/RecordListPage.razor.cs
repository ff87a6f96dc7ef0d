using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Reads what the address asks for, and reads again when the address or the records change.</summary>
public sealed partial class RecordListPage : IAsyncDisposable
{
    private static readonly IReadOnlyList<Pick> Sizes = [new("25"), new("50"), new("100"), new("200")];
    private Departure gone = new();
    private readonly Dictionary<Guid, string> names = [];
    private CancellationTokenSource? reading;
    private Kind? kind;
    private Actor? actor;
    private ListAddress address = ListAddress.Empty;
    private IReadOnlyList<ListFilter> filters = [];
    private Query? query;
    private Page<Record>? page;
    private Problem? problem;
    private DatacenterSight sight = DatacenterSight.Nothing;
    private long? count;
    private long? total;
    private bool exact = true;
    private bool totalExact = true;
    private bool stale;
    private string counted = "";

    [Parameter] public string Plural { get; set; } = "";

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IQueries Queries { get; set; } = null!;

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public IJSRuntime Js { get; set; } = null!;

    private IReadOnlyList<Record> rows => page?.Rows ?? [];

    private bool Narrowed => filters.Count > 0 || address["q"] is { Length: > 0 };

    private bool MayCreate => actor is { MayWrite: true } && kind is not null && query?.At is null && (!kind.Shared || actor.IsAdmin);

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += MovedAsync;
        Listen();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (kind is not null && kind.Plural == Plural)
            return;
        kind = Kinds.Find(Plural);
        if (kind is null)
            return;
        Forget();
        address = Read(Navigation.Uri);
        actor = await Viewer.ActorAsync(gone.Token);
        await RememberedAsync();
        await LoadAsync();
        await OpenAsync();
    }

    private void Forget()
    {
        (page, problem, count, total, counted, preview) = (null, null, null, null, "", null);
        Restart();
        Untick();
    }

    /// <summary>Another address of this list: the back button, a chip, a tab.</summary>
    private async void MovedAsync(object? sender, LocationChangedEventArgs e)
    {
        if (kind is null || Navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0].TrimEnd('/') != Urls.List(kind))
            return;
        try
        {
            await InvokeAsync(async () =>
            {
                var next = Read(e.Location);
                if (next.Equals(address))
                {
                    await OpenAsync();
                    StateHasChanged();
                    return;
                }
                if (!next.First().Without("columns", "ordering", "limit").Equals(address.First().Without("columns", "ordering", "limit")))
                    Untick();
                if (!next.First().Without("columns").Equals(address.First().Without("columns")))
                    Restart();
                address = next;
                await LoadAsync();
                await OpenAsync();
                StateHasChanged();
            });
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was left while it read.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    /// <summary>Reads the page, then how many there are; a later reading outruns an earlier one.</summary>
    private async Task LoadAsync(bool quiet = false)
    {
        if (reading is not null)
            await reading.CancelAsync();
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        reading = mine;
        try
        {
            Columns();
            await NameTargetsAsync(mine.Token);
            stale = !quiet && page is not null;
            actor = await Viewer.ActorAsync(mine.Token) ?? throw new Problem(ProblemKind.SignedOut, L["Your session has ended. Sign in again."]);
            query = Queries.Read(kind!, address.Parameters) with { Limit = Limit, Cursor = address["cursor"] ?? "" };
            page = await Inventory.ListAsync(actor, query, mine.Token);
            if (kind!.Name == "datacenter")
                sight = await DatacenterSight.ReadAsync(Inventory, actor, page.Rows, Time.GetUtcNow(), mine.Token);
            (problem, stale) = (null, false);
            if (!quiet)
                current = null;
            if (everything)
                TickEverything();
            if (preview is { } shown)
                preview = rows.FirstOrDefault(row => row.Id == shown.Id) ?? shown;
            StateHasChanged();
            await CountAsync(quiet, mine.Token);
        }
        catch (Problem failed) when (failed.Kind != ProblemKind.SignedOut)
        {
            (problem, stale) = (failed, false);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Something newer is being read, or the page was left.
        }
        finally
        {
            if (reading == mine)
                reading = null;
        }
    }

    private async Task CountAsync(bool again, CancellationToken cancel)
    {
        var asked = address.First().Without("columns", "ordering", "limit").ToString();
        if (page!.Count is { } known)
            (count, exact) = (known, page.CountExact);
        else if (again || asked != counted)
            (count, exact) = await Inventory.CountAsync(actor!, query!, cancel);
        if (again || asked != counted)
        {
            total = null;
            if (Narrowed)
                (total, totalExact) = await Inventory.CountAsync(actor!, new Query { Kind = kind!.Name, At = query!.At, Active = query.Active }, cancel);
        }

        counted = asked;
    }

    /// <summary>Reads the names of records that filters point at.</summary>
    private async Task NameTargetsAsync(CancellationToken cancel)
    {
        var reader = new FilterReading(Kinds, Queries, L);
        filters = reader.Of(kind!, address, names, Zone);
        var unknown = reader.Targets(kind!, address).Where(target => !names.ContainsKey(target.Id)).Take(20).ToList();
        foreach (var group in unknown.GroupBy(target => target.Kind))
        {
            if (actor is null)
                return;
            var found = await Inventory.ListAsync(actor, new Query { Kind = group.Key, Ids = [.. group.Select(target => target.Id)], Active = null, Counted = false }, cancel);
            foreach (var record in found.Rows)
                names[record.Id] = record.Name;
        }

        if (unknown.Count > 0)
            filters = reader.Of(kind!, address, names, Zone);
    }

    private string? CountWords
    {
        get
        {
            if (count is not { } matches)
                return null;
            var shown = exact ? Text(matches) : L["about {0}", Text(matches)].Value;
            return total is { } whole && Narrowed ? L["{0} of {1}", shown, totalExact ? Text(whole) : L["about {0}", Text(whole)].Value] : shown;
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string ExportUrl(string format)
    {
        var asked = address.Without("cursor", "offset", "limit", "columns", "view");
        var chosen = address["columns"] ?? remembered;
        return Urls.Export(kind!, format, (chosen is null || format == "json" ? asked : asked.With("fields", "id," + string.Join(',', columns.Where(Exported).Select(column => column.Path.Replace("__", ".", StringComparison.Ordinal))))).ToString());
    }

    private static bool Exported(ListColumn column) => column.Field is not null || column.Path is "state" or "owner" or "updated_at" or "created_at";

    private void Go(ListAddress next, bool replace = false) => Navigation.NavigateTo(Urls.List(kind!, next.ToString()), replace: replace);

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= MovedAsync;
        listening?.Dispose();
        await ForgetKeysAsync();
        await gone.CancelAsync();
        gone.Dispose();
    }
}
