using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Maestro.Web.Inventory.Lists;

/// <summary>A condition as the editor hands it over.</summary>
public sealed record FilterDraft(FilterField Field, string Operator, string? Key, IReadOnlyList<string> Values);

/// <summary>Keeps what is being chosen until it is applied.</summary>
public sealed partial class FilterEditor : IDisposable
{
    private readonly Departure gone = new();
    private readonly List<Pick> chosen = [];
    private IReadOnlyList<FilterField> all = [];
    private IReadOnlyList<Pick> choices = [];
    private IReadOnlyList<string> values = [];
    private FilterField? what;
    private string op = "";
    private string key = "";
    private string words = "";
    private decimal? number;
    private DateTimeOffset? moment;
    private bool loading;
    private int asked;

    [Parameter, EditorRequired] public Kind Kind { get; set; } = null!;

    /// <summary>The condition to change, or null for a new one.</summary>
    [Parameter] public ListFilter? Start { get; set; }

    [Parameter] public EventCallback<FilterDraft> OnDone { get; set; }

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IViewer Viewer { get; set; } = null!;

    private IReadOnlyList<FilterField> Found => [.. all.Where(one => words.Trim().Split(' ').All(word => one.Label.Contains(word, StringComparison.CurrentCultureIgnoreCase) || one.Path.Contains(word, StringComparison.OrdinalIgnoreCase)))];

    private IReadOnlyList<Pick> Operators => [.. FilterWords.Choices(what!).Select(choice => new Pick(choice, FilterWords.Of(choice, what!.Type, L)))];

    private bool Ready => (!what!.IsTags || key.Trim().Length > 0) && (FilterWords.Bare(op) || Values.Count > 0);

    private IReadOnlyList<string> Values => what!.Type switch
    {
        Number => number is { } value ? [value.ToString(CultureInfo.InvariantCulture)] : [],
        Flag => values.Count > 0 ? values : ["true"],
        Instant => moment is { } at ? [at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)] : [],
        Ref => [.. chosen.Select(pick => pick.Value)],
        // What is typed counts too, when nothing was ticked.
        _ => chosen.Count > 0 ? [.. chosen.Select(pick => pick.Value)] : words.Trim() is { Length: > 0 } text ? [text] : [],
    };

    protected override async Task OnInitializedAsync()
    {
        all = new FilterFields(Kinds, L).All(Kind);
        if (Start?.Field is not { } start)
            return;
        (what, op, key, values) = (start, Start.Operator, Start.Key ?? "", Start.Raw);
        var first = Start.Raw.Count > 0 ? Start.Raw[0] : null;
        if (start.Type is Number && decimal.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var known))
            number = known;
        else if (start.Type is Instant && DateTimeOffset.TryParse(first, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            moment = at;
        else if (!FilterWords.Bare(op) && start.Type is not Flag)
            chosen.AddRange(Start.Raw.Zip(Start.Values, (raw, shown) => new Pick(raw, shown)));
        await ChoicesAsync();
    }

    private async Task ChooseAsync(FilterField one)
    {
        (what, op, words, values) = (one, FilterWords.Choices(one)[0], "", []);
        await ChoicesAsync();
    }

    private Task ChangeOperatorAsync(string? chosenOperator)
    {
        op = chosenOperator ?? "";
        return Task.CompletedTask;
    }

    private Task KeyAsync(KeyboardEventArgs e) => e.Key == "Enter" && Found.Count > 0 ? ChooseAsync(Found[0]) : Task.CompletedTask;

    private Task SearchAsync(string? text)
    {
        words = text ?? "";
        return ChoicesAsync();
    }

    private async Task ChoicesAsync()
    {
        if (what is null or { Type: Number or Flag or Instant } || await Viewer.ActorAsync(gone.Token) is not { } actor)
            return;
        var mine = ++asked;
        loading = choices.Count == 0;
        var found = await new FilterChoices(Inventory, Kinds).ValuesAsync(actor, Kind, what, words, gone.Token);
        if (mine == asked)
            (choices, loading) = (found, false);
    }

    private void Toggle(Pick pick, bool on)
    {
        chosen.RemoveAll(one => one.Value == pick.Value);
        if (on && !FilterWords.Many(op))
            chosen.Clear();
        if (on)
            chosen.Add(pick);
    }

    private Task DoneAsync() => Ready ? OnDone.InvokeAsync(new FilterDraft(what!, op, what!.IsTags ? key.Trim() : null, Values)) : Task.CompletedTask;

    private string TypeWord(FilterField one) => one.Type switch
    {
        Number => L["number"],
        Flag => L["yes or no"],
        Instant => L["date"],
        Ref => L["record"],
        Tags => L["key and value"],
        Choice => L["choice"],
        _ => "",
    };

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
