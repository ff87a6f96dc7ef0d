using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>A list of objects as a table, with a dialog for the whole of an item where the row is too small for it.</summary>
public sealed partial class GroupRows
{
    private const int Widest = 4;

    [Parameter, EditorRequired] public Field Field { get; set; } = null!;

    [Parameter, EditorRequired] public Types.Group Group { get; set; } = null!;

    [Parameter, EditorRequired] public string Path { get; set; } = "";

    [Parameter, EditorRequired] public List<JsonNode?> Items { get; set; } = [];

    [Parameter, EditorRequired] public Func<(List<JsonNode?> Items, bool Moved), Task> OnChange { get; set; } = null!;

    [CascadingParameter] public FormContext Form { get; set; } = null!;

    [CascadingParameter(Name = "Zone")] public TimeZoneInfo? Zone { get; set; }

    [Inject] public IDialogService Dialogs { get; set; } = null!;

    private List<Field> Typed => [.. EditorCatalogue.Typed(Group.Fields)];

    private bool Inline => Typed.Count <= Widest && Typed.All(one => EditorCatalogue.Small(one.Type));

    private List<Field> Columns => Inline ? Typed : [.. Typed.Where(one => EditorCatalogue.Small(one.Type) || one.Type is Types.Ref).Take(Widest)];

    private static string NameOf(JsonObject? thing) => thing?["name"].Text() ?? thing?["type"].Text() ?? "";

    private static string Brief(Field field, JsonNode? value) =>
        value is JsonObject reference ? reference["name"].Text() ?? "" : value is null ? "" : $"{field.Type.Print(value)} {(field.Unit is null ? "" : KindTexts.Translate(field.Unit))}".TrimEnd();

    // In a row each error stands in its cell; what has no cell is told below the row.
    private List<string> RowFaults(int at)
    {
        var row = $"{Path}.{at}";
        var cells = Inline ? Typed.Select(field => $"{row}.{field.Name}").ToHashSet() : [];
        return [.. Form.Faults.Where(pair => (pair.Key == row || pair.Key.StartsWith(row + ".", StringComparison.Ordinal)) && !cells.Contains(pair.Key))
            .SelectMany(pair => pair.Value.Select(message => pair.Key.Length > row.Length ? $"{LabelAt(pair.Key[(row.Length + 1)..])} {message}" : message))];
    }

    private string LabelAt(string path)
    {
        var labels = new List<string>();
        Types.FieldType type = Group;
        foreach (var part in path.Split('.'))
        {
            type = type is Types.ListOf list ? list.Item : type;
            var field = (type switch { Types.Group group => group.Fields, Types.Ref reference => reference.Fields, _ => [] }).FirstOrDefault(one => one.Name == part);
            if (field is null)
                continue;
            labels.Add(KindTexts.LabelOf(field));
            type = field.Type;
        }

        return string.Join(" · ", labels);
    }

    private Task SetAsync(int at, JsonNode? value) => OnChange(([.. Items.Select((item, place) => place == at ? value : item)], false));

    private async Task AddAsync()
    {
        if (Inline)
            await OnChange(([.. Items, new JsonObject()], false));
        else
            await OpenAsync(Items.Count);
    }

    private async Task OpenAsync(int at)
    {
        var parameters = new DialogParameters<ItemDialog>
        {
            { dialog => dialog.Form, Form },
            { dialog => dialog.Field, Field },
            { dialog => dialog.Group, Group },
            { dialog => dialog.Path, $"{Path}.{at}" },
            { dialog => dialog.Start, at < Items.Count ? Items[at] as JsonObject : null },
            { dialog => dialog.Zone, Zone },
        };
        var faults = Form.Faults.ToDictionary();
        if (await Dialogs.OpenAsync<ItemDialog>(KindTexts.LabelOf(Field), parameters, wide: true) is not JsonObject item)
        {
            // Left without taking over: what was wrong with what was typed there is gone with it.
            Form.Forgive($"{Path}.{at}", below: true);
            Form.Show(faults);
        }
        else
        {
            await (at < Items.Count ? SetAsync(at, item) : OnChange(([.. Items, item], false)));
        }
    }

    private Task MoveAsync(int at)
    {
        var items = Items.ToList();
        (items[at - 1], items[at]) = (items[at], items[at - 1]);
        return OnChange((items, true));
    }
}
