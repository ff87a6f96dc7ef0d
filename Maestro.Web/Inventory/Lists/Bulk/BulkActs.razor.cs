using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Maestro.Web.Inventory.Lists.Bulk;

/// <summary>Each act asks what is wanted, makes drafts, shows their plan and applies it as one change set.</summary>
public sealed partial class BulkActs : IDisposable
{
    /// <summary>Most records that one act changes: they are one transaction.</summary>
    private const int Most = 10_000;
    private const int TypedFrom = 10;
    private readonly Departure gone = new();
    private bool busy;

    [Parameter, EditorRequired] public Kind Kind { get; set; } = null!;

    /// <summary>The records meant.</summary>
    [Parameter, EditorRequired] public Query Selection { get; set; } = null!;

    [Parameter] public int Count { get; set; }

    [Parameter] public long? Total { get; set; }

    [Parameter] public bool Exact { get; set; } = true;

    [Parameter] public bool Everything { get; set; }

    /// <summary>The list shows retired records.</summary>
    [Parameter] public bool Retired { get; set; }

    [Parameter] public EventCallback OnSelectAll { get; set; }

    [Parameter] public EventCallback OnClear { get; set; }

    /// <summary>Something was written.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public IDialogService Questions { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public Toasts Toasts { get; set; } = null!;

    private string Title(string act) => L["{0}: {1}", act, KindTexts.LabelPluralOf(Kind)];

    private async Task EditAsync()
    {
        var parameters = new DialogParameters { [nameof(BulkEditDialog.Kind)] = Kind };
        if (await Questions.OpenAsync<BulkEditDialog>(L["Edit"], parameters, wide: true) is JsonObject fields)
            await ReviewAsync(Title(L["Edit"]), record => BulkDrafts.Set(record, fields));
    }

    private async Task TagAsync()
    {
        if (await Questions.OpenAsync<BulkTagDialog>(L["Tag"], []) is BulkTagDialog.Answer tags)
            await ReviewAsync(Title(L["Tag"]), record => BulkDrafts.Tag(record, tags.Add, tags.Remove));
    }

    private async Task LinkAsync()
    {
        var parameters = new DialogParameters { [nameof(BulkPickDialog.Target)] = "system" };
        if (await Questions.OpenAsync<BulkPickDialog>(L["Link to system"], parameters) is Pick system)
            await ReviewAsync(L["Link to {0}", system.Word], record => BulkDrafts.Link(record, "system", Guid.Parse(system.Value)), new Dictionary<Guid, string> { [Guid.Parse(system.Value)] = system.Word });
    }

    private async Task GrantAsync()
    {
        if (await Questions.OpenAsync<BulkGrantDialog>(L["Access"], []) is BulkGrantDialog.Answer grant)
            await ReviewAsync(L["Access of {0}", grant.Name], async (actor, record) => BulkDrafts.Grant(record, await Inventory.GrantsAsync(actor, record.Id, gone.Token), grant.Subject, grant.Level));
    }

    private Task RestoreAsync() => ReviewAsync(Title(L["Restore"]), BulkDrafts.Restore);

    private async Task RetireAsync() => await TryAsync(async actor =>
    {
        var records = await RecordsAsync(actor);
        var dependants = await DependantsAsync(actor, records);
        var phrase = L["retire {0}", records.Count].Value;
        var question = new Question(
            records.Count == 1 ? L["Retire {0}?", records[0].Name] : L["Retire {0} records?", records.Count],
            L["They leave every list and map, and what points at them says so. They can be restored."],
            records.Count == 1 ? L["Retire"] : L["Retire {0} records", records.Count])
        { Name = phrase, Dependants = dependants, AlwaysType = records.Count > TypedFrom, AskReason = true };
        if (await Questions.AskAsync(question) is not { } reason)
            return;
        var plan = await PlanAsync(actor, Title(L["Retire"]), [.. records.Select(BulkDrafts.Retire)]);
        if (plan.Counts.Error + plan.Counts.Conflict > 0)
            await ShowAsync(plan, null);
        else
            await FinishAsync(await Planning.ApplyAsync(actor, plan, new ApplyOptions(reason.Length == 0 ? null : reason), gone.Token));
    });

    private Task ReviewAsync(string title, Func<Record, Draft?> make, IReadOnlyDictionary<Guid, string>? names = null) =>
        ReviewAsync(title, (_, record) => Task.FromResult(make(record)), names);

    private Task ReviewAsync(string title, Func<Actor, Record, Task<Draft?>> make, IReadOnlyDictionary<Guid, string>? names = null) => TryAsync(async actor =>
    {
        var drafts = new List<Draft>();
        foreach (var record in await RecordsAsync(actor))
        {
            if (await make(actor, record) is { } draft)
                drafts.Add(draft);
        }

        if (drafts.Count == 0)
            Toasts.Tell(L["Nothing to change: the records are so already."]);
        else
            await ShowAsync(await PlanAsync(actor, title, drafts), names);
    });

    private async Task ShowAsync(Plan plan, IReadOnlyDictionary<Guid, string>? names)
    {
        var parameters = new DialogParameters
        {
            [nameof(BulkPlanDialog.Plan)] = plan,
            [nameof(BulkPlanDialog.Names)] = names ?? new Dictionary<Guid, string>(),
        };
        if (await Questions.OpenAsync<BulkPlanDialog>(plan.Title, parameters, wide: true) is Applied applied)
            await FinishAsync(applied);
    }

    private Task<Plan> PlanAsync(Actor actor, string title, IReadOnlyList<Draft> drafts) =>
        Planning.PlanAsync(actor, Modules.Inventory.Origin.Person(actor), drafts, new PlanOptions { Title = title }, gone.Token);

    private async Task FinishAsync(Applied applied)
    {
        var done = applied.Counts.Change + applied.Counts.Retire + applied.Counts.Restore;
        var words = done == 1 ? L["1 record changed"].Value : L["{0} records changed", done].Value;
        if (applied.ChangeSet is { } set)
            Toasts.Good(words, L["Undo"], () => UndoAsync(set));
        else
            Toasts.Tell(L["Nothing changed"]);
        await OnDone.InvokeAsync();
    }

    // The toast outlives the list, so that leaving the page does not lose the way back.
    private async Task UndoAsync(Guid changeSet)
    {
        try
        {
            if (await Viewer.ActorAsync(CancellationToken.None) is not { } actor)
                return;
            var plan = await Planning.UndoAsync(actor, changeSet, CancellationToken.None);
            if (plan.Counts.Conflict + plan.Counts.Error > 0)
            {
                Navigation.NavigateTo(Urls.Plan(plan.Id));
                return;
            }

            await Planning.ApplyAsync(actor, plan.Id, new ApplyOptions(), CancellationToken.None);
            Toasts.Tell(L["Undone"]);
        }
        catch (Problem problem)
        {
            Toasts.Bad(problem.Message);
        }
    }

    private async Task<List<Record>> RecordsAsync(Actor actor)
    {
        var records = new List<Record>();
        await foreach (var record in Inventory.StreamAsync(actor, Selection, gone.Token))
        {
            if (records.Count == Most)
                throw Problem.Malformed(L["At most {0} records are changed at once. Narrow the list with a filter.", Most]);
            records.Add(record);
        }

        return records;
    }

    private async Task<IReadOnlyList<Pick>> DependantsAsync(Actor actor, IReadOnlyList<Record> records)
    {
        const int looked = 20;
        var ids = records.Select(record => record.Id).ToHashSet();
        var picks = new List<Pick>();
        foreach (var record in records.Take(looked))
        {
            var around = await Inventory.NeighboursAsync(actor, record.Id, 5, gone.Token);
            picks.AddRange(around.Groups.Where(group => !group.Outgoing).SelectMany(group => group.Rows).Where(link => !ids.Contains(link.Id))
                .Select(link => new Pick(link.Id.ToString(), link.Name, $"{KindTexts.Translate(link.Relation)} {record.Name}", Kinds.Get(link.Kind).Icon)));
        }

        return picks;
    }

    private async Task TryAsync(Func<Actor, Task> work)
    {
        busy = true;
        try
        {
            await work(await Viewer.ActorAsync(gone.Token) ?? throw new Problem(ProblemKind.SignedOut, L["Your session has ended. Sign in again."]));
        }
        catch (Problem problem)
        {
            Toasts.Bad(problem.Message);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The list was left.
        }
        finally
        {
            busy = false;
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
