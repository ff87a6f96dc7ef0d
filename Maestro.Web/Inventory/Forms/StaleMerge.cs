using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared.Editors;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Inventory.Forms;

/// <summary>A field that the person changed while the record moved on.</summary>
public sealed class StaleRow
{
    public required string Path { get; init; }

    public required string Label { get; init; }

    /// <summary>Name and type of the field, to print its values.</summary>
    public required Field Field { get; init; }

    public JsonNode? Mine { get; init; }

    public JsonNode? Theirs { get; init; }

    /// <summary>True when both changed it, to different values.</summary>
    public required bool Clash { get; init; }

    /// <summary>True when what the person typed is not what stands there now.</summary>
    public required bool Differs { get; init; }

    /// <summary>Which of the two is saved.</summary>
    public bool KeepMine { get; set; } = true;
}

/// <summary>Two versions of one record: what the person changed, laid upon what others have changed meanwhile.</summary>
public sealed class StaleMerge
{
    private readonly JsonObject mine;

    public StaleMerge(Kind kind, JsonObject before, JsonObject mine, Record theirs)
    {
        this.mine = mine;
        Theirs = theirs;
        var others = FormPatch.Paths(kind, before, FormPatch.Of(kind, before, theirs.Fields)).ToHashSet();
        Rows = [.. FormPatch.Paths(kind, before, FormPatch.Of(kind, before, mine)).Select(path => RowOf(kind, path, others)).OrderByDescending(row => row.Clash)];
        Taken = [.. others.Where(path => Rows.All(row => row.Path != path)).Select(path => LabelOf(kind, path).Label)];
    }

    /// <summary>The record as it stands now.</summary>
    public Record Theirs { get; }

    /// <summary>Everything the person changed, with the other's value beside it; clashes first.</summary>
    public IReadOnlyList<StaleRow> Rows { get; }

    /// <summary>Labels of fields that only others changed; they are taken over.</summary>
    public IReadOnlyList<string> Taken { get; }

    /// <summary>The newer version with the chosen changes upon it.</summary>
    public JsonObject Result()
    {
        JsonNode? result = Theirs.Fields.DeepClone();
        foreach (var row in Rows.Where(row => row.KeepMine))
            result = Edits.With(result, row.Path, Edits.At(mine, row.Path));
        return result as JsonObject ?? [];
    }

    private StaleRow RowOf(Kind kind, string path, HashSet<string> others)
    {
        var (field, label) = LabelOf(kind, path);
        var (own, other) = (Edits.At(mine, path), Edits.At(Theirs.Fields, path));
        var touched = others.Any(changed => changed == path || changed.StartsWith(path + ".", StringComparison.Ordinal) || path.StartsWith(changed + ".", StringComparison.Ordinal));
        var differs = !Json.Same(FormPatch.Clean(field.Type, own), FormPatch.Clean(field.Type, other));
        return new StaleRow { Path = path, Label = label, Field = field, Mine = own.Copy(), Theirs = other.Copy(), Differs = differs, Clash = touched && differs };
    }

    private static (Field Field, string Label) LabelOf(Kind kind, string path)
    {
        var parts = path.Split('.');
        var field = kind.Find(parts[0])!;
        if (parts.Length == 1 || (field.Type as Types.Group)?.Find(parts[1]) is not { } member)
            return (field, KindTexts.LabelOf(field));
        return (member, $"{KindTexts.LabelOf(field)} · {KindTexts.LabelOf(member)}");
    }
}
