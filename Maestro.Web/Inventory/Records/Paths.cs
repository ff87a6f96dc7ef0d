using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Records;

/// <summary>What a leaf of a record is called: <c>os.dist</c> is "Operating system · Distribution", <c>tags[env]</c> is "Tags · env".</summary>
internal static class Paths
{
    /// <summary>The leaf's name without the key of its list item, and that key.</summary>
    public static (string Path, string? Key) Split(string leaf)
    {
        var open = leaf.IndexOf('[', StringComparison.Ordinal);
        return open < 0 ? (leaf, null) : (leaf[..open], leaf[(open + 1)..].TrimEnd(']'));
    }

    /// <summary>The field declared at a dotted path, through lists; null for state, grants and what is no longer declared.</summary>
    public static Field? FieldAt(Kind kind, string path)
    {
        IReadOnlyList<Field> fields = kind.Fields;
        Field? field = null;
        foreach (var part in path.Split('.'))
        {
            field = fields.FirstOrDefault(one => one.Name == part);
            if (field is null)
                return null;
            fields = Item(field.Type) switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };
        }

        return field;
    }

    /// <summary>The type of a field's value, or of its items.</summary>
    public static FieldType Item(FieldType type) => type is ListOf list ? Item(list.Item) : type;

    /// <summary>The reference a field is, or a list of.</summary>
    public static Ref? RefOf(Field? field) => field is null ? null : Item(field.Type) as Ref;

    /// <summary>The label of a leaf.</summary>
    public static string Label(Kind kind, string leaf, IStringLocalizer texts)
    {
        var (path, key) = Split(leaf);
        // Something inside of a list item: "services[PostgreSQL].version".
        if (key?.IndexOf("].", StringComparison.Ordinal) is { } close and >= 0)
        {
            var (item, inner) = (key[..close], $"{path}.{key[(close + 2)..]}");
            return string.Join(" · ", Label(kind, path, texts), item, FieldAt(kind, inner) is { } part ? KindTexts.LabelOf(part) : KindTexts.Translate(inner[(inner.LastIndexOf('.') + 1)..]));
        }

        if (path == "state")
            return texts["State"];
        if (path == "grants")
            return texts["Access"];
        var parts = path.Split('.');
        var labels = new List<string>();
        for (var length = 1; length <= parts.Length; length++)
        {
            if (FieldAt(kind, string.Join('.', parts[..length])) is { } field)
                labels.Add(parts[length - 1] == "name" && length == 1 ? texts["Name"] : KindTexts.LabelOf(field));
            else if (parts[length - 1] is not ("id" or "external_id") || length == 1)
                labels.Add(KindTexts.Translate(parts[length - 1]));
        }

        if (key is not null && RefOf(FieldAt(kind, path)) is null)
            labels.Add(key);
        return string.Join(" · ", labels);
    }

    /// <summary>The items of a group that differ, so that a changed disk shows its size and not its whole JSON.</summary>
    public static IEnumerable<FieldChange> Unfold(FieldChange change)
    {
        if (change.Before is not JsonObject before || change.After is not JsonObject after)
            return [change];
        var names = before.Select(pair => pair.Key).Union(after.Select(pair => pair.Key));
        return names.Where(name => !Json.Same(before[name], after[name])).Select(name => new FieldChange($"{change.Path}.{name}", before[name].Copy(), after[name].Copy()));
    }
}
