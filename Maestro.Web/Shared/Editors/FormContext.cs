using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>What the editors of one form share: the record as it was and as it stands now, what is wrong where, and whom to ask.</summary>
public sealed class FormContext(Kind kind, JsonObject before, FormSources sources)
{
    private readonly Dictionary<string, string[]> faults = new(StringComparer.Ordinal);
    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);

    public Kind Kind { get; } = kind;

    /// <summary>Option lists, references, regions.</summary>
    public FormSources Sources { get; } = sources;

    /// <summary>The fields as they were read; empty for a new record.</summary>
    public JsonObject Before { get; private set; } = before;

    /// <summary>The fields as they stand in the form.</summary>
    public JsonObject Now { get; private set; } = (JsonObject)before.DeepClone();

    /// <summary>The record that is edited, or null for a new one.</summary>
    public Guid? RecordId { get; init; }

    /// <summary>Where its values come from.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Everything that is wrong, by field path.</summary>
    public IReadOnlyDictionary<string, string[]> Faults => faults;

    /// <summary>True while something typed cannot be read, so that saving would lose it.</summary>
    public bool Unreadable => unreadable.Count > 0;

    /// <summary>Sets a value at a path.</summary>
    public void Set(string path, JsonNode? value) => Now = Edits.With(Now, path, value) as JsonObject ?? [];

    /// <summary>Takes over whole documents: a draft that was kept, or a newer version with the changes upon it.</summary>
    public void Replace(JsonObject before, JsonObject now)
    {
        (Before, Now) = (before, now);
        faults.Clear();
        unreadable.Clear();
    }

    /// <summary>What is wrong at a path itself.</summary>
    public IReadOnlyList<string> FaultsAt(string path) => faults.GetValueOrDefault(path) ?? [];

    /// <summary>How many things are wrong at a path and below it.</summary>
    public int CountFaults(string path) => faults.Where(pair => Within(pair.Key, path)).Sum(pair => pair.Value.Length);

    /// <summary>Shows what a plan found wrong, instead of what was shown before.</summary>
    public void Show(IReadOnlyDictionary<string, string[]> errors)
    {
        faults.Clear();
        foreach (var (path, messages) in errors)
            faults[path] = messages;
    }

    /// <summary>Something typed cannot be read as a value: it is shown, and nothing is saved until it is mended.</summary>
    public void Misread(string path, string message)
    {
        faults[path] = [message];
        unreadable.Add(path);
    }

    /// <summary>Forgets what was wrong at a path, and below it where the items of a list have moved.</summary>
    public void Forgive(string path, bool below = false)
    {
        foreach (var wrong in faults.Keys.Where(wrong => below ? Within(wrong, path) : wrong == path).ToList())
            faults.Remove(wrong);
        unreadable.RemoveWhere(wrong => below ? Within(wrong, path) : wrong == path);
    }

    /// <summary>Checks a value as soon as it has been typed; option lists are left to the plan.</summary>
    public void Judge(string path, Types.FieldType type, JsonNode? value)
    {
        Forgive(path);
        if (value is null || EditorCatalogue.Framed(type))
            return;
        var checking = new Types.Checking(_ => null, Tolerant: false);
        type.Check(value, path, checking);
        if (checking.HasErrors)
            faults[path] = [.. checking.Errors.Values.SelectMany(messages => messages)];
    }

    /// <summary>The source that a field's value comes from, or null when a person set it or nobody did.</summary>
    public string? SourceOf(string path)
    {
        if (Provenance is not { } known)
            return null;
        var pinned = known.Pins.Select(pin => pin.Path).ToHashSet(StringComparer.Ordinal);
        var names = known.Winners.Where(pair => Within(pair.Key, path) && !pinned.Contains(pair.Key) && pair.Value.Length > 0).Select(pair => pair.Value).Distinct();
        var text = string.Join(", ", names);
        return text.Length == 0 ? null : text;
    }

    private static bool Within(string path, string whole) =>
        path.StartsWith(whole, StringComparison.Ordinal) && (path.Length == whole.Length || path[whole.Length] is '.' or '[');
}
