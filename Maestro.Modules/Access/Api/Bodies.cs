using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Access.Api;

/// <summary>Reads what requests send.</summary>
internal static class Bodies
{
    /// <summary>Required texts of a body, in the order asked for; what is missing is said all at once.</summary>
    public static string[] Texts(this JsonObject body, params string[] names)
    {
        var errors = new FieldErrors();
        foreach (var name in names)
            if (string.IsNullOrEmpty(body[name].Text()))
                errors.Add(name, "must be filled in.");
        errors.Demand();
        return [.. names.Select(name => body[name].Text()!)];
    }

    /// <summary>A level as <c>read</c>, <c>write</c>, <c>admin</c>, or Maestro 0.6's 1, 3, 7.</summary>
    public static Level? Level(JsonNode? node) => node?.ToString() switch
    {
        "read" or "1" => Kernel.Level.Read,
        "write" or "3" => Kernel.Level.Write,
        "admin" or "7" => Kernel.Level.Admin,
        _ => null,
    };

    /// <summary>A user or team as <c>user:ID</c> or <c>team:ID</c>; null when nothing is sent.</summary>
    public static Subject? Subject(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return text.Split(':') is [("user" or "team") and var type, var id] && Guid.TryParse(id, out var parsed)
            ? new Subject(type, parsed)
            : throw Problem.Malformed("records_to must be user:<id> or team:<id>.");
    }

    /// <summary>Members: a list, or an object with the list <c>members</c>; each <c>{id, level}</c>.</summary>
    public static IReadOnlyDictionary<Guid, Level> Members(JsonNode body)
    {
        if ((body as JsonArray ?? body["members"] as JsonArray) is not { } list)
            throw Problem.Malformed("Send the members as a list of {id, level}.");
        var errors = new FieldErrors();
        var members = new Dictionary<Guid, Level>();
        foreach (var (index, item) in list.Index())
        {
            var entry = item as JsonObject;
            if (!Guid.TryParse(entry?["id"].Text(), out var id))
                errors.Add($"{index}.id", "must be the id of a user.");
            else if (Level(entry!["level"]) is not { } level)
                errors.Add($"{index}.level", "must be read, write or admin.");
            else if (!members.TryAdd(id, level))
                errors.Add($"{index}.id", "is named twice.");
        }
        errors.Demand();
        return members;
    }

    /// <summary>A token to be made: <c>{name, scope, expires_at, kinds, networks}</c>.</summary>
    public static NewToken Token(JsonObject body) => new(body.Texts("name")[0], body["scope"].Text() ?? "read", Expiry(body["expires_at"]))
    {
        Kinds = Many(body, "kinds"), Networks = Many(body, "networks"),
    };

    private static string[] Many(JsonObject body, string name)
    {
        if (body[name] is null)
            return [];
        return body[name] is JsonArray { Count: <= 200 } list && list.All(item => item.Text() is not null)
            ? [.. list.Select(item => item.Text()!)]
            : throw Problem.Invalid(name, "must be a list of texts.");
    }

    /// <summary>An instant with offset, or a date, which ends with that day in UTC.</summary>
    private static DateTimeOffset? Expiry(JsonNode? node)
    {
        if (node is null)
            return null;
        var text = node.Text() ?? "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var zoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return zoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw Problem.Malformed("expires_at must be an instant with offset, such as 2030-01-31T12:00:00Z, or a date.");
    }
}
