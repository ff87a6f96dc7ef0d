using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Access.People;

/// <summary>The fields of a team and what each accepts.</summary>
internal static class TeamFields
{
    private static readonly string[] ReadOnly = ["id", "owner", "avatar", "level", "members", "created_at", "updated_at"];

    public static void Apply(TeamRow row, JsonObject fields, FieldErrors errors)
    {
        foreach (var (name, value) in fields)
        {
            if (ReadOnly.Contains(name))
                continue;
            var text = value.Text()?.Trim();
            if (value is not null && text is null)
                errors.Add(name, "must be text.");
            else if (name == "name")
                Name(row, text, errors);
            else if (name == "email")
                Email(row, text, errors);
            else if (name == "url")
                Url(row, text, errors);
            else
                errors.Add(name, "is not a field of a team.");
        }
    }

    private static void Name(TeamRow row, string? text, FieldErrors errors)
    {
        if (text is { Length: >= 1 and <= 255 })
            row.Name = text;
        else
            errors.Add("name", "must have 1 to 255 characters.");
    }

    private static void Email(TeamRow row, string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            row.Email = null;
        else if (UserFields.EmailFault(text) is { } fault)
            errors.Add("email", fault);
        else
            row.Email = text;
    }

    private static void Url(TeamRow row, string? text, FieldErrors errors)
    {
        // Shown as a link: anything but the web (javascript:, data:) would be an attack.
        if (string.IsNullOrEmpty(text))
            row.Url = null;
        else if (text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
            row.Url = text;
        else
            errors.Add("url", "must be an http or https address.");
    }
}
