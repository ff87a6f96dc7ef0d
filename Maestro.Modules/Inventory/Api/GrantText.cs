using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Reads a grant: <c>{subject: {type, id}, level}</c>.</summary>
internal static class GrantText
{
    internal static Grant Read(JsonNode? node)
    {
        var subject = (node as JsonObject)?["subject"] as JsonObject;
        var type = subject?["type"].Text();
        if (type is not ("user" or "team"))
            throw Problem.Invalid("grants", "a subject's type is user or team");
        if (!Guid.TryParse(subject!["id"].Text(), out var id))
            throw Problem.Invalid("grants", "a subject needs the id of a user or team");
        return new Grant(new Subject(type, id), Level((node as JsonObject)!["level"]));
    }

    // Maestro 0.6's numbers are understood as well.
    private static Level Level(JsonNode? node) => node switch
    {
        _ when node.Text() is "read" or "1" => Kernel.Level.Read,
        _ when node.Text() is "write" or "3" => Kernel.Level.Write,
        _ when node.Text() is "admin" or "7" => Kernel.Level.Admin,
        JsonValue number when number.ToJsonString() is "1" or "3" or "7" => (Level)int.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture),
        _ => throw Problem.Invalid("grants", "a level is read, write or admin"),
    };
}
