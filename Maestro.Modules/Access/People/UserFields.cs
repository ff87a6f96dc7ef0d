using System.Net.Mail;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Access.People;

/// <summary>The fields of an account: what each accepts, and where it goes.</summary>
internal static class UserFields
{
    public const int LongestEmail = 254;

    private static readonly Dictionary<string, Action<UserRow, string?>> Texts = new(StringComparer.Ordinal)
    {
        ["full_name"] = (row, value) => row.FullName = value,
        ["phone"] = (row, value) => row.Phone = value,
        ["company"] = (row, value) => row.Company = value,
        ["job"] = (row, value) => row.Job = value,
        ["country"] = (row, value) => row.Country = value,
        ["state"] = (row, value) => row.State = value,
        ["city"] = (row, value) => row.City = value,
        ["address"] = (row, value) => row.Address = value,
    };

    private static readonly Dictionary<string, (string[] Of, Action<UserRow, string> Set)> Choices = new(StringComparer.Ordinal)
    {
        ["language"] = (["en", "pt-BR"], (row, value) => row.Language = value),
        ["theme"] = (["system", "light", "dark"], (row, value) => row.Theme = value),
        ["accent"] = (["lotus", "gold", "wine", "blue", "green", "dark", "orange"], (row, value) => row.Accent = value),
        ["density"] = (["compact", "comfortable"], (row, value) => row.Density = value),
    };

    private static readonly string[] ReadOnly = ["id", "confirmed", "pending_email", "avatar", "created_at", "updated_at", "password_changed_at"];
    private static readonly string[] Administrative = ["is_admin", "active"];

    /// <summary>Puts the fields that are named into the row. What only administrators may set is ignored in a person's own hands.</summary>
    public static void Apply(UserRow row, JsonObject fields, bool byAdmin, FieldErrors errors)
    {
        foreach (var (name, value) in fields)
        {
            if (ReadOnly.Contains(name) || (!byAdmin && Administrative.Contains(name)) || name is "email" or "password" or "current_password")
                continue;
            if (name == "name")
                Name(row, value, errors);
            else if (name == "time_zone")
                TimeZone(row, value, errors);
            else if (Texts.TryGetValue(name, out var text))
                Text(row, name, value, text, errors);
            else if (name == "accent" && value is null)
                row.Accent = "";
            else if (Choices.TryGetValue(name, out var choice))
                Choice(row, name, value, choice, errors);
            else if (Administrative.Contains(name))
                Flag(row, name, value, errors);
            else
                errors.Add(name, "is not a field of a user.");
        }
    }

    /// <summary>A mail address as it is compared.</summary>
    public static string Normal(string email) => email.Trim().ToLowerInvariant();

    /// <summary>What is wrong with a mail address, or null.</summary>
    public static string? EmailFault(string? email) => email switch
    {
        null or "" => "must be filled in.",
        { Length: > LongestEmail } => $"must have at most {LongestEmail} characters.",
        _ when MailAddress.TryCreate(email, out var parsed) && parsed.Address == email => null,
        _ => "must be an e-mail address.",
    };

    private static void Name(UserRow row, JsonNode? value, FieldErrors errors)
    {
        if (value.Text()?.Trim() is { Length: >= 1 and <= 255 } name)
            row.Name = name;
        else
            errors.Add("name", "must have 1 to 255 characters.");
    }

    private static void TimeZone(UserRow row, JsonNode? value, FieldErrors errors)
    {
        // TimeZoneInfo would look for a file of that name: only what looks like a zone is asked for.
        if (value.Text() is { Length: >= 1 and <= 64 } zone && !zone.Contains("..", StringComparison.Ordinal)
            && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId)
            row.TimeZone = zone;
        else
            errors.Add("time_zone", "must be an IANA time zone, such as America/Sao_Paulo.");
    }

    private static void Text(UserRow row, string name, JsonNode? value, Action<UserRow, string?> set, FieldErrors errors)
    {
        if (value is null)
            set(row, null);
        else if (value.Text() is { Length: <= 255 } text)
            set(row, text.Trim() is { Length: > 0 } trimmed ? trimmed : null);
        else
            errors.Add(name, "must be text of at most 255 characters.");
    }

    private static void Choice(UserRow row, string name, JsonNode? value, (string[] Of, Action<UserRow, string> Set) choice, FieldErrors errors)
    {
        if (value.Text() is { } text && choice.Of.Contains(text))
            choice.Set(row, text);
        else
            errors.Add(name, $"must be one of: {string.Join(", ", choice.Of)}.");
    }

    private static void Flag(UserRow row, string name, JsonNode? value, FieldErrors errors)
    {
        if (value is not JsonValue flag || !flag.TryGetValue<bool>(out var on))
            errors.Add(name, "must be true or false.");
        else if (name == "active")
            row.Active = on;
        else
            row.IsAdmin = on;
    }
}
