using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Audit;

/// <summary>Reads a change set and a page of its changes; makes the plan that takes it back.</summary>
public sealed partial class ChangeSetPage
{
    private const int PageSize = 100;

    private IReadOnlyList<Change> changes = [];
    private Dictionary<string, IReadOnlyDictionary<Guid, string>> names = [];
    private (Guid Id, string? Cursor)? shown;
    private ChangeSet? set;
    private Problem? refused;
    private string? next;
    private bool loading = true;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    [CascadingParameter] public Actor? Actor { get; set; }

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] internal TargetNames Targets { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<TableColumn> Columns =>
    [
        new("action", L["Action"]),
        new("record", L["Name"], Name: true),
        new("kind", L["Kind"]),
        new("fields", L["What changed"], Wraps: true),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Id, Cursor))
            return;
        (shown, loading) = ((Id, Cursor), true);
        var actor = await ActorAsync();
        set = await Audit.ChangeSetAsync(actor, Id, Gone);
        var page = await Audit.ChangesAsync(actor, Id, PageSize, Cursor, Gone);
        var found = new Dictionary<string, IReadOnlyDictionary<Guid, string>>();
        foreach (var group in page.Rows.GroupBy(change => change.Kind))
            found[group.Key] = await Targets.OfAsync(actor, Kinds.Get(group.Key), group.SelectMany(change => change.Fields), Gone);
        (changes, next, names, loading) = (page.Rows, page.Next, found, false);
    }

    private Task UndoAsync() => TryAsync(async () =>
    {
        try
        {
            var plan = await Planning.UndoAsync(await ActorAsync(), Id, Gone);
            Navigation.NavigateTo(Urls.Plan(plan.Id));
        }
        catch (Problem problem) when (problem.Kind is ProblemKind.Conflict or ProblemKind.Denied or ProblemKind.Invalid)
        {
            refused = problem;
        }
    });

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
