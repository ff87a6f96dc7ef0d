using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Drifting;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using TagsType = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Turns a record in memory into what is written: links, tags, search text, keys and difference.</summary>
internal static class WorkMaking
{
    internal static RecordWork Of(Working record, int row, PlanAction action, IReadOnlyList<FieldChange> changes, Level needs)
    {
        var grants = record.IsNew || !record.Grants.ToHashSet().SetEquals(record.GrantsBefore) ? record.Grants : null;
        return new RecordWork
        {
            Id = record.Id,
            Row = row,
            Kind = record.Kind.Name,
            Root = record.Kind.Root,
            Action = action.ToString().ToLowerInvariant(),
            Name = record.Name,
            State = record.State,
            BaseVersion = record.IsNew ? 0 : record.Version,
            Owner = record.Owner,
            Doc = record.Doc.ToJsonString(Json.Compact),
            Hand = record.Hand.Count == 0 ? "{}" : HandJson.Print(record.Hand).ToJsonString(Json.Compact),
            HandBefore = record.HandBefore.Count + record.Hand.Count == 0 || record.IsNew ? "{}" : record.MovedPins().ToJsonString(Json.Compact),
            Diff = PrintDiff(changes),
            Tags = TagsOf(record.Doc),
            Search = SearchText(record.Kind, record.Doc),
            Links = [.. LinksOf(record.Kind, record.Doc)],
            Keys = [.. record.Identities.Select(key => key.Key)],
            Grants = grants,
            Readers = record.Kind.Shared ? [Actor.Everyone] : [.. record.Grants.Where(grant => grant.Level >= Level.Read).Select(grant => grant.Subject.Id).Distinct()],
            Observations = [.. record.Fresh.Select(one => new ObservationWork(one.OriginId, one.ExternalId, one.Digest, one.Fields.ToJsonString(Json.Compact), one.Keys,
                [.. Merge.Externals(one.Fields).Select(external => external.ToLowerInvariant()).Distinct()], one.Raw?.ToJsonString(Json.Compact), one.Scope))],
            Drop = [.. record.Dropped.Select(pair => new Dropped(pair.Origin, pair.External))],
            MergedInto = record.MergedInto,
            Placed = record.Kind.Placed,
            Reclaimed = record.IsNew || record.Dropped.Count > 0 || record.Observations.Count > 1 || record.SourcesBefore != record.Observations.Count || record.Observations.Any(one => one.Provider == Differing.Declares),
            Differences = record.Differences,
            Needs = needs,
            AsAdmin = record.AsAdmin,
        };
    }

    internal static string PrintDiff(IEnumerable<FieldChange> changes)
    {
        var text = new ArrayBufferWriter<byte>(2_048);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            foreach (var change in changes)
            {
                writer.WriteStartObject();
                writer.WriteString("path", change.Path);
                Write(writer, "before", change.Before);
                Write(writer, "after", change.After);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    internal static List<FieldChange> ReadDiff(string json) =>
        [.. ((JsonArray)JsonNode.Parse(json)!).Select(change => new FieldChange(change!["path"]!.GetValue<string>(), change["before"].Copy(), change["after"].Copy()))];

    /// <summary><c>key</c> and <c>key=value</c> of every tag.</summary>
    internal static string[] TagsOf(JsonObject document) =>
        document["tags"] is not JsonArray tags ? []
        : [.. tags.OfType<JsonObject>().SelectMany(tag => new[] { tag["key"].Text()!, $"{tag["key"].Text()}={tag["value"].Text()}" })];

    /// <summary>Lower-case values of the searchable fields, one a line, and how their words begin.</summary>
    internal static string SearchText(Kind kind, JsonObject document)
    {
        var text = new StringBuilder();
        // Tags come as key=value: their JSON would make every record answer to "key" and "value".
        foreach (var field in kind.Fields.Where(field => field.Type is not TagsType))
            Collect(field, document[field.Name], text);
        if (document["tags"] is JsonArray tags)
        {
            foreach (var tag in tags.OfType<JsonObject>())
                text.Append(tag["key"].Text()).Append('=').Append(tag["value"].Text()).Append('\n');
        }

        return Words.WithBeginnings(text.ToString().ToLowerInvariant());
    }

    private static void Collect(Field field, JsonNode? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject thing when field.Type is Group or Ref:
                foreach (var member in field.Type is Group group ? group.Fields : ((Ref)field.Type).Fields)
                    Collect(member, thing[member.Name], text);
                break;
            case JsonArray list when field.Type is ListOf of:
                foreach (var item in list)
                    Collect(field, item, of.Item, text);
                break;
            default:
                if (field.Searchable && field.Type.Print(value) is { Length: > 0 } printed)
                    text.Append(printed).Append('\n');
                break;
        }
    }

    private static void Collect(Field holder, JsonNode? item, FieldType type, StringBuilder text)
    {
        if (item is JsonObject thing && type is Group or Ref)
        {
            foreach (var member in type is Group group ? group.Fields : ((Ref)type).Fields)
                Collect(member, thing[member.Name], text);
        }
        else if (holder.Searchable && item is not null)
        {
            text.Append(type.Print(item)).Append('\n');
        }
    }

    /// <summary>Every reference of the document as an edge.</summary>
    internal static IEnumerable<LinkWork> LinksOf(Kind kind, JsonObject document)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var found in Resolving.In(kind.Fields, document))
        {
            if (found.Node.RefId() is not { } target)
                continue;
            // Edges are named by the declared path, without the index of a list item.
            var path = string.Join('.', found.Path.Split('.').Where(part => !int.TryParse(part, out _)));
            var place = places.GetValueOrDefault(path);
            places[path] = place + 1;
            var fields = (JsonObject)found.Node.DeepClone();
            fields.Remove("id");
            yield return new(path, place, target, fields.ToJsonString(Json.Compact));
        }
    }
}
