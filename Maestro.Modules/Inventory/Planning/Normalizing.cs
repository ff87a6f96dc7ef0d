using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Checks what a draft says against its Kind: normalised fields, or every error.</summary>
internal sealed class Normalizing(IKinds kinds, IReadOnlyDictionary<string, List<string>> options)
{
    private static readonly string[] Envelope = ["id", "kind", "name_natural", "created_at", "updated_at", "version", "state", "active", "owner", "owner_name", "level", "last_seen", "sources", "merged_into", "url", "_links", "_id", "roles", "grants", "checksum", "accountant", "hidden"];

    /// <summary>A checking that reads the option lists.</summary>
    internal Checking Checking(bool tolerant) => new(list => options.GetValueOrDefault(list), tolerant);

    /// <summary>The Kind a draft is of: a family named in its fields decides within its root.</summary>
    internal Kind KindOf(Draft draft, Checking checking)
    {
        var kind = kinds.Get(draft.Kind);
        if (draft.Fields["family"].Text() is not { } family || kind.Family == family || kind.Find("family") is null)
            return kind;
        if (kinds.OfFamily(kind.Root, Spelling.Correct(family)) is not { } named)
            checking.Error("family", $"\"{family}\" is not one of {string.Join(", ", kinds.All.Where(other => other.Root == kind.Root).Select(other => other.Family).OfType<string>())}");
        else if (kind.Name == kind.Root || named == kind)
            return named;
        else if (draft.Id is null)
            checking.Error("family", $"\"{family}\" is another family than {kind.Label}");
        return kind;
    }

    /// <summary>Everything a source reports, normalised. What it does not report is not there.</summary>
    internal static JsonObject Source(Kind kind, JsonObject given, Checking checking)
    {
        var result = new JsonObject();
        foreach (var (name, value) in given)
        {
            if (Known(kind, name, checking) is { } field && field.Name != "family" && value is not null && field.Type.Check(value, field.Name, checking) is { } good)
                result[field.Name] = good;
        }

        return result;
    }

    /// <summary>
    /// A person's merge patch upon the effective document: the fields as they would be. Read-only fields are ignored, an
    /// unknown one is an error, and what stays as it was is not judged again.
    /// </summary>
    internal JsonObject Patched(Kind kind, JsonObject current, JsonObject patch, Checking checking)
    {
        var result = (JsonObject)current.DeepClone();
        foreach (var (name, value) in patch)
        {
            if (Known(kind, name, checking) is not { ReadOnly: false } field)
                continue;
            var raw = Apply(field.Type, current[field.Name], value);
            if (raw is null)
            {
                result.Remove(field.Name);
                continue;
            }

            var strict = Checking(tolerant: false);
            var good = field.Type.Check(raw, field.Name, strict);
            var wrong = strict.Errors.Where(error => !Json.Same(At(raw, field.Name, error.Key), At(current[field.Name], field.Name, error.Key)) || At(raw, field.Name, error.Key) is null).ToList();
            foreach (var (path, messages) in wrong)
            {
                foreach (var message in messages)
                    checking.Error(path, message);
            }

            if (wrong.Count == 0 && strict.HasErrors)
                good = field.Type.Check(raw, field.Name, Checking(tolerant: true));
            if (good is null)
                result.Remove(field.Name);
            else
                result[field.Name] = good;
        }

        return result;
    }

    /// <summary>Required fields that have no value, and the Kind's rules.</summary>
    internal static void Complete(Kind kind, JsonObject document, Checking checking)
    {
        foreach (var field in kind.Fields.Where(field => field.Required && document[field.Name] is null && !checking.Errors.Keys.Any(path => Leaves.FieldOf(path) == field.Name)))
            checking.Error(field.Name, "is required");
        foreach (var (path, message) in kind.Rules(document))
            checking.Error(path, message);
    }

    private static Field? Known(Kind kind, string name, Checking checking)
    {
        var field = kind.Find(Spelling.CorrectField(name)) ?? kind.Fields.FirstOrDefault(candidate => candidate.Was == name);
        if (field is null && !Envelope.Contains(name))
            checking.Error(name, $"is not a field of {kind.LabelPlural.ToLowerInvariant()}");
        return field;
    }

    // RFC 7396 within groups and references; lists and everything else are replaced whole.
    private static JsonNode? Apply(FieldType type, JsonNode? current, JsonNode? patch)
    {
        if (patch is null)
            return null;
        if (type is not (Group or Ref) || patch is not JsonObject changes || current is not JsonObject before)
            return WithoutNulls(patch.DeepClone());
        // Another target is another edge: nothing of the old one stays.
        if (type is Ref && (changes["id"] ?? changes["name"]) is not null && changes["id"].Text() != before["id"].Text())
            return WithoutNulls(patch.DeepClone());
        var result = (JsonObject)before.DeepClone();
        foreach (var (name, value) in changes)
        {
            var member = (type as Group)?.Find(name)?.Type;
            if (value is null)
                result.Remove(name);
            else
                result[name] = member is null ? value.DeepClone() : Apply(member, before[name], value);
        }

        return result.Count == 0 ? null : result;
    }

    private static JsonNode WithoutNulls(JsonNode node)
    {
        if (node is JsonObject thing)
        {
            foreach (var (name, member) in thing.ToList())
            {
                if (member is null)
                    thing.Remove(name);
            }
        }

        return node;
    }

    private static JsonNode? At(JsonNode? node, string field, string path)
    {
        foreach (var part in path.Length <= field.Length ? [] : path[(field.Length + 1)..].Split('.'))
            node = node is JsonArray list ? int.TryParse(part, out var at) && at < list.Count ? list[at] : null : (node as JsonObject)?[part];
        return node;
    }
}
