using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Components;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>Frames the editor of a field; judges a value as soon as it is left, and warns of likely duplicates.</summary>
public sealed partial class FieldEditor
{
    private static int last;
    private readonly string made = $"e{Interlocked.Increment(ref last)}";
    private IReadOnlyList<Duplicate> duplicates = [];
    private FieldFrame frame = new("", null, false, false, null);
    private string? source;

    /// <summary>The object that the field is a member of: conditions look at what stands beside.</summary>
    [Parameter] public JsonObject? Around { get; set; }

    private bool Offered => Conditions.Offered(Field, Around) && FormTwists.Offers(Form, Path, Field);

    private bool Wide => Field.Type is Types.Text { Lines: true } or Types.Tags or Types.Any;

    // Rows move: what was kept of the third must not be put back into another third. They are kept with the form's state.
    private string? Name => Path.Split('.').Any(part => part.All(char.IsAsciiDigit)) ? null : Path;

    private bool Changed => !Json.Same(Value, Edits.At(Form.Before, Path));

    private string From => Changed ? L["from {0}; saving pins your value", source!] : L["from {0}", source!];

    private IReadOnlyList<string> Faults => [.. Form.FaultsAt(Path).Select(Say)];

    private Dictionary<string, object> Inside => new()
    {
        [nameof(Field)] = Field,
        [nameof(Path)] = Path,
        [nameof(Value)] = Value!,
        [nameof(ValueChanged)] = EventCallback.Factory.Create<JsonNode?>(this, ChangeAsync),
        [nameof(OnMisread)] = EventCallback.Factory.Create<string>(this, why => Form.Misread(Path, why)),
        [nameof(Compact)] = Compact,
    };

    protected override void OnParametersSet()
    {
        var wrong = Form.FaultsAt(Path).Count > 0;
        frame = new FieldFrame(made, null, wrong, Field.Required, wrong ? made + "-error" : null);
        source = Form.SourceOf(Path);
    }

    // The plan's messages are written to follow the name of the field.
    private string Say(string fault) =>
        fault == "is required" ? L["{0} is required", KindTexts.LabelOf(Field)]
        : fault.Length > 0 && char.IsLower(fault[0]) ? $"{KindTexts.LabelOf(Field)} {FaultWords.In(L, fault)}"
        : FaultWords.In(L, fault);

    private async Task ChangeAsync(JsonNode? value)
    {
        if (EditorCatalogue.Framed(Field.Type))
            Form.Forgive(Path);
        else
            Form.Judge(Path, Field.Type, value);
        await ValueChanged.InvokeAsync(value);
        if (Field.WarnDuplicate && !Path.Contains('.', StringComparison.Ordinal))
            await WarnAsync(value.Text());
    }

    private async Task WarnAsync(string? value)
    {
        try
        {
            duplicates = string.IsNullOrWhiteSpace(value) || value == Edits.At(Form.Before, Path).Text() ? [] : await Form.Sources.DuplicatesAsync(Form.Kind.Name, Path, value.Trim(), Form.RecordId, Gone);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The form was left while it was looked up.
        }
    }

    private string HrefOf(Duplicate other) => Form.Sources.KindOf(other.Kind) is { } kind ? Urls.Record(kind, other.Id) : Urls.Search(other.Name);
}
