using System.Globalization;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Plans;

/// <summary>Reads a stored plan and a page of its rows; applies or discards it, or takes back what it became.</summary>
public sealed partial class PlanPage
{
    private const int PageSize = 100;
    private static readonly PlanAction[] Order = [PlanAction.Create, PlanAction.Change, PlanAction.Restore, PlanAction.Retire, PlanAction.Conflict, PlanAction.Error, PlanAction.Unchanged];

    private IReadOnlyList<PlanRow> rows = [];
    private IReadOnlyDictionary<string, IReadOnlyDictionary<Guid, string>> names = new Dictionary<string, IReadOnlyDictionary<Guid, string>>();
    private IReadOnlyList<StoredFile> files = [];
    private (Guid Id, string? Action, string? From)? shown;
    private Plan? plan;
    private ChangeSet? applied;
    private Problem? missing;
    private Problem? refused;
    private string? reason;
    private string? next;
    private long? count;
    private bool loading = true;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] public string? Action { get; set; }

    [SupplyParameterFromQuery] public string? From { get; set; }

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] internal TargetNames Targets { get; set; } = null!;

    [Inject] public MudBlazor.IDialogService Dialogs { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    private PlanAction? Only => Enum.TryParse<PlanAction>(Action, ignoreCase: true, out var action) ? action : null;

    private bool IsUndo => plan is { Origin.IsPerson: true } && plan.Title.StartsWith("Undo of ", StringComparison.Ordinal);

    /// <summary>The connection whose crawl held this back, because it would have retired too much.</summary>
    private Guid? HeldBy => plan is { Origin.IsPerson: false } && plan.Title.EndsWith(" held back", StringComparison.Ordinal) && plan.Origin.Key.Split(':') is ["connection", var id] && Guid.TryParse(id, out var connection) ? connection : null;

    private string Title => HeldBy is not null ? L["Held back"] : plan is { Title.Length: > 0 } ? plan.Title : L["Plan"];

    private IReadOnlyList<Crumb> Steps => HeldBy is { } connection ? [new(L["Connections"], Urls.Connections), new(plan!.Origin.Name, Urls.Connection(connection))] : [IsUndo ? new(L["History"], Urls.History) : new(L["Import"], Urls.Import)];

    private string Heading => HeldBy is not null && plan!.ChangeSet is null ? L["Nothing has been retired yet"] : plan!.ChangeSet is not null ? L["This plan has been applied"] : L["Nothing has been written yet"];

    private string Source => HeldBy is not null && plan!.ChangeSet is null
        ? L["{0} did not list these any more, {1}. Retire them, or find out first why they are not there: credentials that see less, a region left out.", plan.Origin.Name, Moments.Relative(plan.CreatedAt, Time.GetUtcNow(), false, L)]
        : L[plan!.ChangeSet is null ? "{0}, {1}, read {2}. Review, then apply all of it at once." : "{0}, {1}, read {2}.",
        IsUndo ? plan.Title : plan.Origin.IsPerson ? L["CSV, by {0}", plan.Origin.Name] : plan.Origin.Name, plan.Counts.Total == 1 ? L["1 row"] : L["{0} rows", N(plan.Counts.Total)], Moments.Relative(plan.CreatedAt, Time.GetUtcNow(), false, L)];

    private int ToWrite => plan!.Counts.Create + plan.Counts.Change + plan.Counts.Retire + plan.Counts.Restore + plan.Counts.Conflict;

    private string ResultWords => applied!.Reason is { Length: > 0 } why ? L["Written {0}: “{1}”.", Moments.Relative(applied.At, Time.GetUtcNow(), false, L), why] : L["Written {0}.", Moments.Relative(applied.At, Time.GetUtcNow(), false, L)];

    private IEnumerable<(PlanAction Action, int Count, string Status, string Label)> Tiles
    {
        get
        {
            var counts = plan!.Counts;
            yield return (PlanAction.Create, counts.Create, "create", PlanWords.Low(L, "create"));
            yield return (PlanAction.Change, counts.Change, "change", PlanWords.Low(L, "change"));
            yield return (PlanAction.Retire, counts.Retire, "retire", PlanWords.Low(L, "retire"));
            if (counts.Restore > 0)
                yield return (PlanAction.Restore, counts.Restore, "restore", PlanWords.Low(L, "restore"));
            yield return (PlanAction.Unchanged, counts.Unchanged, "unchanged", PlanWords.Low(L, "unchanged"));
            yield return (PlanAction.Conflict, counts.Conflict, "conflict", PlanWords.Low(L, "conflict"));
            yield return (PlanAction.Error, counts.Error, "error", PlanWords.Low(L, counts.Error == 1 ? "error" : "errors"));
        }
    }

    private IReadOnlyList<TableColumn> Columns =>
    [
        new("action", L["Action"]),
        new("record", L["Name"], Name: true),
        new("kind", L["Kind"]),
        new("changes", L["What changes"], Wraps: true),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Id, Action, From))
            return;
        if (shown?.Id != Id)
            (plan, applied, missing, refused, reason) = (null, null, null, null, null);
        shown = (Id, Action, From);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        loading = true;
        var actor = await ActorAsync();
        try
        {
            plan = await Planning.FindAsync(actor, Id, Gone);
            files = await Planning.FilesAsync(actor, Id, Gone);
            applied = plan.ChangeSet is { } set ? await FindSetAsync(actor, set) : null;
            (rows, next) = await RowsAsync(actor);
            count = Only is { } only ? Tiles.Where(tile => tile.Action == only).Sum(tile => tile.Count) : plan.Counts.Total;
            await NameAsync(actor);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            missing = problem;
        }

        loading = false;
    }

    private static string SizeOf(StoredFile file) => file.Size >= 1_000_000
        ? $"{(file.Size / 1e6).ToString("0.0", CultureInfo.CurrentCulture)} MB"
        : $"{Math.Max(1, file.Size / 1000).ToString("N0", CultureInfo.CurrentCulture)} kB";

    // What happens comes before what does not: one action after the other, a page at a time. A place is "change.118".
    private async Task<(IReadOnlyList<PlanRow> Rows, string? Next)> RowsAsync(Actor actor)
    {
        var order = Only is { } one ? [one] : Order;
        var (start, place) = PlaceOf(From);
        var at = Math.Max(0, Array.IndexOf(order, start));
        var list = new List<PlanRow>();
        for (; at < order.Length; at++, place = 0)
        {
            if (list.Count >= PageSize)
                return (list, $"{PlanWords.Word(order[at])}.0");
            var page = await Planning.RowsAsync(actor, Id, order[at], place, PageSize - list.Count, Gone);
            list.AddRange(page.Rows);
            if (page.Next is not null)
                return (list, $"{PlanWords.Word(order[at])}.{page.Next}");
        }

        return (list, null);
    }

    private static (PlanAction Action, int Place) PlaceOf(string? from) =>
        from?.Split('.') is [var word, var number] && Enum.TryParse<PlanAction>(word, ignoreCase: true, out var action) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? (action, place)
            : (default, 0);

    // What was applied and is no longer readable leaves the plan as it was.
    private async Task<ChangeSet?> FindSetAsync(Actor actor, Guid set)
    {
        try
        {
            return await Audit.ChangeSetAsync(actor, set, Gone);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }

    private async Task NameAsync(Actor actor)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<Guid, string>>();
        foreach (var group in rows.GroupBy(row => row.Kind))
            found[group.Key] = await Targets.OfAsync(actor, Kinds.Get(group.Key), group.SelectMany(row => row.Changes), Gone);
        names = found;
    }

    private async Task ApplyAsync(bool validOnly)
    {
        refused = null;
        await TryAsync(async () =>
        {
            try
            {
                var done = await Planning.ApplyAsync(await ActorAsync(), Id, new ApplyOptions(string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), validOnly), Gone);
                if (done.ChangeSet is { } set)
                    Toasts.Good(L["The plan has been applied."], Urls.ChangeSet(set), L["See what changed"]);
                await LoadAsync();
            }
            catch (Problem problem) when (problem.Kind is ProblemKind.Conflict or ProblemKind.Invalid or ProblemKind.Denied or ProblemKind.Stale)
            {
                refused = problem;
            }
        });
    }

    private async Task DiscardAsync()
    {
        var answer = await Dialogs.AskAsync(new Question(L["Discard this plan?"], L["Nothing of it has been written. The file can be read again at any time."], L["Discard"]));
        if (answer is not null && await TryAsync(async () => await Planning.DiscardAsync(await ActorAsync(), Id, Gone)))
            Navigation.NavigateTo(IsUndo ? Urls.History : Urls.Import);
    }

    private Task UndoAsync() => TryAsync(async () =>
    {
        var undo = await Planning.UndoAsync(await ActorAsync(), plan!.ChangeSet!.Value, Gone);
        Navigation.NavigateTo(Urls.Plan(undo.Id));
    });

    private RenderFragment Name(PlanRow row) => builder =>
    {
        var text = row.Action == PlanAction.Error && row.Label is { Length: > 0 } label ? label : row.Name.Length > 0 ? row.Name : row.Label ?? L["row {0}", row.Index + 1];
        var there = row.Action is PlanAction.Change or PlanAction.Retire or PlanAction.Restore or PlanAction.Unchanged || (plan!.ChangeSet is not null && row.Action is PlanAction.Create or PlanAction.Conflict);
        if (there && row.Id != Guid.Empty)
        {
            builder.OpenElement(0, "a");
            builder.AddAttribute(1, "href", Urls.Record(Kinds.Get(row.Kind), row.Id));
            builder.AddContent(2, text);
            builder.CloseElement();
        }
        else
        {
            builder.AddContent(3, text);
        }
    };

    private string Here(PlanAction? action, string? from)
    {
        var parts = new[] { action is null ? null : $"action={PlanWords.Word(action.Value)}", from is null ? null : $"from={from}" }.OfType<string>().ToList();
        return parts.Count == 0 ? Urls.Plan(Id) : $"{Urls.Plan(Id)}?{string.Join('&', parts)}";
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
