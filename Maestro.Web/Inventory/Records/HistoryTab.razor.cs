using Maestro.Modules.Access;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Records;

/// <summary>Reads history page by page; which field it is filtered by stands in the address.</summary>
public sealed partial class HistoryTab
{
    private const int PageSize = 25;
    private List<Change>? changes;
    private Dictionary<Guid, string> names = [];
    private IReadOnlyList<Pick> fields = [];
    private (RecordView, string?)? read;
    private string? next;
    private bool comparing;

    [Parameter, EditorRequired] public RecordView View { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "field")] public string? FieldName { get; set; }

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IAccess Access { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (read is { } last && ReferenceEquals(last.Item1, View) && last.Item2 == FieldName)
            return;
        read = (View, FieldName);
        fields = [.. View.Kind.Fields.Select(field => new Pick(field.Name, field.Name == "name" ? L["Name"] : KindTexts.LabelOf(field))).OrderBy(pick => pick.Word, StringComparer.CurrentCulture),
            new Pick("state", L["State"]), new Pick("grants", L["Access"])];
        (next, names) = (null, []);
        var fresh = await ReadAsync(null);
        changes = fresh;
    }

    private async Task MoreAsync() => changes!.AddRange(await ReadAsync(next));

    private async Task<List<Change>> ReadAsync(string? cursor)
    {
        var actor = await ActorAsync();
        var page = await Audit.HistoryAsync(actor, View.Record.Id, FieldName, PageSize, cursor, Gone);
        foreach (var (id, name) in await new TargetNames(Inventory, Access).OfAsync(actor, View.Kind, page.Rows.SelectMany(change => change.Fields), Gone))
            names[id] = name;
        next = page.Next;
        return [.. page.Rows];
    }

    private void Choose(string? field) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("field", field));
}
