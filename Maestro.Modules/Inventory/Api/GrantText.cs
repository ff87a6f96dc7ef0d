using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Reads a grant: <c>{subject: {type, id}, level}</c>.</summary>
internal static class GrantText
{
    /// <summary>The grants that a record is sent with; null when it says nothing of them.</summary>
    internal static IReadOnlyList<Grant>? In(JsonNode? record) => (record as JsonObject)?.TryGetPropertyValue("grants", out var node) != true ? null
        : node is JsonArray list ? [.. list.Select(Read)] : throw Problem.Invalid("grants", "must be a list of grants");

    /// <summary>Throws <see cref="Problem"/> (invalid) for a grant to nobody.</summary>
    internal static async Task DemandAsync(IAccess access, IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        var subjects = drafts.SelectMany(draft => draft.Grants ?? []).Select(grant => grant.Subject).Distinct().ToList();
        if (subjects.Count > 0 && await access.UnknownSubjectsAsync(subjects, cancel) is [var unknown, ..])
            throw Problem.Invalid("grants", $"there is no {unknown.Type} with the id {unknown.Id}");
    }

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
