using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Maestro.Modules.Access.Trail;

/// <summary>Says what of a row is about to change: values of what matters to security, names of the rest, never a secret.</summary>
internal static class Changed
{
    private static readonly string[] Shown = ["Name", "Email", "IsAdmin", "Active", "Confirmed", "Url"];
    private static readonly string[] Quiet = ["UpdatedAt", "PasswordChangedAt", "EmailNormal"];

    /// <summary>Before and after by field; null when nothing has changed. <paramref name="onlyShown"/> leaves out what is a matter of taste.</summary>
    internal static JsonObject? Of(EntityEntry entry, bool onlyShown = false)
    {
        var fields = new JsonObject();
        foreach (var property in entry.Properties.Where(property => property.IsModified && !Quiet.Contains(property.Metadata.Name)))
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Metadata.Name);
            if (name == "password_hash")
                fields["password"] = "changed";
            else if (Shown.Contains(property.Metadata.Name))
                fields[name] = new JsonObject { ["before"] = Node(property.OriginalValue), ["after"] = Node(property.CurrentValue) };
            else if (!onlyShown)
                fields[name] = "changed";
        }

        return fields.Count == 0 ? null : new JsonObject { ["fields"] = fields };
    }

    private static JsonNode? Node(object? value) => value is null ? null : JsonSerializer.SerializeToNode(value, Json.Compact);
}
