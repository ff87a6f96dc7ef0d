using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Settings;

/// <summary>Holds the values while they are edited and writes them as one change of the list's record.</summary>
public sealed partial class OptionEditor
{
    private List<Value> values = [];
    private IReadOnlyList<OptionPlace> places = [];
    private IReadOnlyDictionary<string, IReadOnlyList<ValueUse>> uses = new Dictionary<string, IReadOnlyList<ValueUse>>();
    private Problem? refused;
    private string? fresh;

    [Parameter, EditorRequired] public Record List { get; set; } = null!;

    [Parameter] public bool MayEdit { get; set; }

    [Parameter] public EventCallback OnSaved { get; set; }

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] internal OptionUse Using { get; set; } = null!;

    [Inject] public MudBlazor.IDialogService Dialogs { get; set; } = null!;

    // Lists that are more than words keep a setting for each value; those belong together.
    private bool IsData => List.Fields["details"] is not null;

    private bool Changed => !values.Select(value => value.Text.Trim()).SequenceEqual(OptionsPage.ValuesOf(List));

    private bool Renamed => values.Any(value => value.Was is { } was && was != value.Text.Trim() && uses.ContainsKey(was));

    protected override async Task OnInitializedAsync()
    {
        Reset();
        var key = List.Fields["key"].Text() ?? "";
        places = Using.PlacesOf(key);
        uses = await Using.CountAsync(await ActorAsync(), key, Gone);
    }

    private IReadOnlyList<ValueUse> UsesOf(Value value) => value.Was is { } was && uses.TryGetValue(was, out var list) ? list : [];

    private void Reset() => (values, refused) = ([.. OptionsPage.ValuesOf(List).Select(text => new Value(text))], null);

    private void Move(int from, int by)
    {
        var value = values[from];
        values.RemoveAt(from);
        values.Insert(from + by, value);
    }

    private void Add()
    {
        var text = fresh?.Trim() ?? "";
        if (text.Length == 0)
            return;
        if (values.Any(value => string.Equals(value.Text.Trim(), text, StringComparison.OrdinalIgnoreCase)))
        {
            refused = Problem.Invalid("values", L["“{0}” is in the list already.", text]);
            return;
        }

        values.Add(new Value(text, isNew: true));
        (fresh, refused) = (null, null);
    }

    private async Task RemoveAsync(Value value)
    {
        var used = UsesOf(value);
        if (used.Count > 0)
        {
            var question = new Question(L["Remove “{0}”?", value.Was!], L["It is no longer offered. Records that have it keep it, and forms show it as a value that is not on the list."], L["Remove"])
            {
                Dependants = [.. used.Select(use => new Pick(use.Place.Kind.Name, $"{KindTexts.LabelPluralOf(use.Place.Kind)} · {use.Place.Label}", Inventory.Plans.PlanWords.Many(use.Place.Kind, use.Count), use.Place.Kind.Icon))],
            };
            if (await Dialogs.AskAsync(question) is null)
                return;
        }

        values.Remove(value);
    }

    private async Task SaveAsync()
    {
        refused = null;
        await TryAsync(async () =>
        {
            try
            {
                var actor = await ActorAsync();
                var draft = new Draft("option") { Id = List.Id, Version = List.Version, Fields = new JsonObject { ["values"] = new JsonArray([.. values.Select(value => (JsonNode)value.Text.Trim())]) } };
                var plan = await Planning.PlanAsync(actor, Maestro.Modules.Inventory.Origin.Person(actor), [draft], new PlanOptions { Title = List.Name }, Gone);
                await Planning.ApplyAsync(actor, plan, new ApplyOptions(), Gone);
                Toasts.Good(L["The list has been saved."]);
                await OnSaved.InvokeAsync();
                Reset();
            }
            catch (Problem problem)
            {
                refused = problem;
            }
        });
    }

    private sealed class Value(string text, bool isNew = false)
    {
        public Guid Key { get; } = Guid.CreateVersion7();

        /// <summary>The value as it is stored; null for one that was added.</summary>
        public string? Was { get; } = isNew ? null : text;

        public string Text { get; set; } = text;
    }
}
