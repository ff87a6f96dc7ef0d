using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Api;

/// <summary>How records, plans and changes look in the API.</summary>
internal static class RecordJson
{
    /// <summary>A record: its fields beside the envelope.</summary>
    internal static JsonObject Of(Record record, Kind kind)
    {
        var json = new JsonObject { ["id"] = record.Id.ToString(), ["kind"] = record.Kind, ["name"] = record.Name };
        foreach (var (name, value) in record.Fields)
        {
            if (name != "name")
                json[name] = kind.Find(name)?.Sensitive == true ? "••••" : value.Copy();
        }

        json["state"] = Word(record.State);
        json["active"] = record.Active;
        json["owner"] = new JsonObject { ["type"] = record.Owner.Type, ["id"] = record.Owner.Id.ToString(), ["name"] = record.OwnerName };
        json["level"] = Word(record.Level);
        json["sources"] = new JsonArray([.. record.Sources.Select(source => JsonValue.Create(source))]);
        json["last_seen"] = record.LastSeen is { } seen ? Instant.Print(seen) : null;
        json["merged_into"] = record.MergedInto?.ToString();
        json["version"] = record.Version;
        json["created_at"] = Instant.Print(record.CreatedAt);
        json["updated_at"] = Instant.Print(record.UpdatedAt);
        json["url"] = $"/api/v1/{kind.Plural}/{record.Id}";
        return json;
    }

    /// <summary>id, kind, name and url only.</summary>
    internal static JsonObject Brief(Record record, Kind kind) =>
        new() { ["id"] = record.Id.ToString(), ["kind"] = record.Kind, ["name"] = record.Name, ["url"] = $"/api/v1/{kind.Plural}/{record.Id}" };

    /// <summary>Only the members named, or all but those.</summary>
    internal static JsonObject Pick(JsonObject json, IReadOnlyCollection<string>? fields, IReadOnlyCollection<string>? omit)
    {
        if (fields is null && omit is null)
            return json;
        var picked = new JsonObject();
        foreach (var (name, value) in json)
        {
            if ((fields is null || fields.Contains(name) || name == "id") && (omit is null || !omit.Contains(name)))
                picked[name] = value.Copy();
        }

        return picked;
    }

    internal static JsonObject Of(Plan plan)
    {
        var rows = new JsonArray();
        foreach (var row in plan.Rows)
            rows.Add((JsonNode)Of(row));
        return new JsonObject
        {
            ["id"] = plan.Id.ToString(),
            ["title"] = plan.Title,
            ["source"] = plan.Origin.Name,
            ["created_at"] = Instant.Print(plan.CreatedAt),
            ["change_set"] = plan.ChangeSet?.ToString(),
            ["counts"] = JsonSerializer.SerializeToNode(plan.Counts, Json.Compact),
            ["rows"] = rows,
        };
    }

    internal static JsonObject Of(PlanRow row)
    {
        var (before, after) = (new JsonObject(), new JsonObject());
        foreach (var change in row.Changes)
        {
            if (change.Before is not null)
                before[change.Path] = change.Before.Copy();
            if (change.After is not null)
                after[change.Path] = change.After.Copy();
        }

        return new JsonObject
        {
            ["row"] = row.Index,
            ["label"] = row.Label,
            ["action"] = row.Action.ToString().ToLowerInvariant(),
            ["kind"] = row.Kind,
            ["id"] = row.Id == Guid.Empty ? null : row.Id.ToString(),
            ["name"] = row.Name,
            ["before"] = before,
            ["after"] = after,
            ["errors"] = Messages(row.Errors),
            ["warnings"] = Messages(row.Warnings),
        };
    }

    private static JsonObject Messages(IReadOnlyDictionary<string, string[]> messages)
    {
        var json = new JsonObject();
        foreach (var (path, texts) in messages)
            json[path] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
        return json;
    }

    internal static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
