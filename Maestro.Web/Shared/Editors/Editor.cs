using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Shared.Editors;

/// <summary>What every editor gets: a field, where it stands, its value, and a way to change it. Values are never changed in place.</summary>
public abstract class Editor : ComponentBase, IDisposable
{
    private readonly Departure gone = new();

    [Parameter, EditorRequired] public Field Field { get; set; } = null!;

    /// <summary>Path of the value in the document: <c>storage.2.size</c>.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    [Parameter] public JsonNode? Value { get; set; }

    [Parameter] public EventCallback<JsonNode?> ValueChanged { get; set; }

    /// <summary>What was typed cannot be read at all: says why.</summary>
    [Parameter] public EventCallback<string> OnMisread { get; set; }

    /// <summary>In a row or a cell: the label stands elsewhere and is only read aloud.</summary>
    [Parameter] public bool Compact { get; set; }

    [CascadingParameter] public FormContext Form { get; set; } = null!;

    /// <summary>Cancelled when the editor is gone.</summary>
    protected CancellationToken Gone => gone.Token;

    /// <summary>What is read aloud where no label stands.</summary>
    protected string? Aloud => Compact ? KindTexts.LabelOf(Field) : null;

    /// <summary>The value as text: what stands there, also when it is not of the right type.</summary>
    protected string Shown => Value is null ? "" : Value.Text() ?? Value.ToJsonString(Json.Compact);

    protected Task SetAsync(JsonNode? value) => ValueChanged.InvokeAsync(value);

    protected Task SetTextAsync(string? text) => SetAsync(Edits.Text(text));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        gone.Cancel();
        gone.Dispose();
    }
}
