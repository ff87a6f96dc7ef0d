using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Finding;

/// <summary>Reads open conflicts with both records; merges and dismisses.</summary>
public sealed partial class ConflictsPage
{
    private const int PageSize = 10;
    private const int Shown = 14;

    private List<Pair>? pairs;
    private long total;
    private int? shown;

    [SupplyParameterFromQuery] public int From { get; set; }

    [Inject] public IConflicts Conflicts { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public MudBlazor.IDialogService Dialogs { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (shown == From)
            return;
        shown = From;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var actor = await ActorAsync();
        var page = await Conflicts.ListAsync(actor, PageSize, Math.Max(0, From), Gone);
        var records = new Dictionary<Guid, Record>();
        foreach (var group in page.Rows.GroupBy(pair => Kinds.Get(pair.Kind).Root))
        {
            var ids = group.SelectMany(pair => new[] { pair.RecordId, pair.OtherId }).Distinct().ToList();
            foreach (var record in (await Inventory.ListAsync(actor, new Query { Kind = group.Key, Ids = ids, Limit = ids.Count, Active = null, Counted = false }, Gone)).Rows)
                records[record.Id] = record;
        }

        total = page.Count ?? page.Rows.Count;
        pairs = [.. page.Rows.Where(pair => records.ContainsKey(pair.RecordId) && records.ContainsKey(pair.OtherId)).Select(pair => Of(pair, records[pair.RecordId], records[pair.OtherId]))];
    }

    private Pair Of(ConflictPair found, Record one, Record other)
    {
        var kind = Kinds.Get(one.Kind);
        var (left, right) = (Leaves.Of(kind, one.Fields), Leaves.Of(kind, other.Fields));
        var lines = left.Keys.Union(right.Keys).Select(path => new Line(Paths.Label(kind, path, L), Word(kind, path, left), Word(kind, path, right)))
            .OrderByDescending(line => line.Differs).ToList();
        return new(found, kind, one, other, lines);
    }

    private string? Word(Kind kind, string path, Dictionary<string, System.Text.Json.Nodes.JsonNode> leaves)
    {
        var field = Paths.FieldAt(kind, Paths.Split(path).Path);
        return !leaves.TryGetValue(path, out var value) ? null : field?.Sensitive == true ? "••••" : Words.Of(value, field, L);
    }

    private async Task MergeAsync(Pair pair, Record into, Record from)
    {
        var question = new Question(L["Keep {0}?", into.Name], L["What sources say of {0} moves to {1}, what points at it points there, and {0} is retired. The history of both stays.", from.Name, into.Name], L["Merge"]);
        if (await Dialogs.AskAsync(question) is null)
            return;
        await TryAsync(async () =>
        {
            var done = await Planning.MergeAsync(await ActorAsync(), into.Id, from.Id, Gone);
            Toasts.Good(L["{0} has been merged into {1}.", from.Name, into.Name], done.ChangeSet is { } set ? Urls.ChangeSet(set) : null, L["See what changed"]);
            await LoadAsync();
        });
    }

    private Task DismissAsync(Pair pair) => TryAsync(async () =>
    {
        await Conflicts.DismissAsync(await ActorAsync(), pair.Found.Id, Gone);
        Toasts.Good(L["Kept as two things."]);
        await LoadAsync();
    });

    private static bool MayMerge(Pair pair) => pair.One.Level >= Level.Admin && pair.Other.Level >= Level.Admin;

    private static bool MayDismiss(Pair pair) => pair.One.Level >= Level.Write && pair.Other.Level >= Level.Write;

    private static string Here(int from) => from <= 0 ? Urls.Conflicts : $"{Urls.Conflicts}?from={from.ToString(CultureInfo.InvariantCulture)}";

    private static string N(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record Line(string Label, string? One, string? Other)
    {
        public bool Differs => One != Other;
    }

    private sealed record Pair(ConflictPair Found, Kind Kind, Record One, Record Other, List<Line> Lines);
}
