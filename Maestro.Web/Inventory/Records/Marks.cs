using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Records;

/// <summary>Who says so: the small word at the end of a field.</summary>
/// <param name="Text">Names of the sources, "you", or a person.</param>
/// <param name="Pins">What people set, newest first; not empty means pinned.</param>
internal sealed record Mark(string Text, IReadOnlyList<Pin> Pins);

/// <summary>A source that says something else than the record does.</summary>
/// <param name="Pinned">A person's value stands, not another source's.</param>
internal sealed record Drift(string Source, string Path, JsonNode Says, bool Pinned);

/// <summary>Reads the provenance of a record field by field.</summary>
internal static class Marks
{
    /// <summary>Who set the value at a path. Null where nobody but people ever spoke: then every field would say so.</summary>
    public static Mark? Of(Provenance provenance, string path, string me, IStringLocalizer texts)
    {
        if (provenance.Sources.Count == 0)
            return null;
        var pins = provenance.Pins.Where(pin => Within(pin.Path, path)).OrderByDescending(pin => pin.At).ToList();
        var names = provenance.Winners.Where(pair => Within(pair.Key, path)).Select(pair => pair.Value).Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal).Select(name => pins.Any(pin => pin.By == name) && name == me ? texts["you"].Value : name).ToList();
        return names.Count == 0 && pins.Count == 0 ? null : new Mark(string.Join(", ", names.Take(2)) + (names.Count > 2 ? " …" : ""), pins);
    }

    /// <summary>Whether a source has a value to give for a path: only then is there something to release a field to.</summary>
    public static bool IsReported(Kind kind, Provenance provenance, string path) =>
        provenance.Sources.Any(source => Leaves.Of(kind, source.Fields).Keys.Any(leaf => Within(leaf, path)));

    /// <summary>Values that a source reports and the record does not have, below a path.</summary>
    public static IReadOnlyList<Drift> Drifts(Kind kind, JsonObject document, Provenance provenance, IReadOnlyList<string> paths)
    {
        var effective = Leaves.Of(kind, document);
        var pinned = provenance.Pins.Select(pin => pin.Path).ToHashSet(StringComparer.Ordinal);
        var found = new List<Drift>();
        foreach (var source in provenance.Sources)
        {
            foreach (var (leaf, value) in Leaves.Of(kind, source.Fields))
            {
                // List items and references are told in the raw tab: their identity differs between a source and the record.
                if (leaf.Contains('[', StringComparison.Ordinal) || leaf.EndsWith(".external_id", StringComparison.Ordinal) || leaf.EndsWith(".id", StringComparison.Ordinal) || value is not JsonValue)
                    continue;
                if (paths.Any(path => Within(leaf, path)) && !Json.Same(effective.GetValueOrDefault(leaf), value))
                    found.Add(new(source.Name, leaf, value, pinned.Contains(leaf)));
            }
        }

        return found;
    }

    private static bool Within(string leaf, string path) =>
        leaf == path || (leaf.Length > path.Length && leaf.StartsWith(path, StringComparison.Ordinal) && leaf[path.Length] is '.' or '[');
}
