using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Access.Endpoints;
using Maestro.Tests.Inventory;

namespace Maestro.Tests.Access.Fuzzing;

/// <summary>A place in a request that something hostile can stand in.</summary>
/// <param name="In"><c>path query header body</c>, or <c>whole</c>: the body itself.</param>
internal sealed record Slot(string In, string Name);

/// <summary>One operation of the OpenAPI document, with every place in it.</summary>
/// <param name="Kind">The Kind it is of, or null.</param>
/// <param name="Body">A body that is right, when it takes one; a list for bulk operations.</param>
internal sealed record ApiOperation(string Method, string Path, Kind? Kind, JsonNode? Body, IReadOnlyList<Slot> Slots)
{
    internal string Name => $"{Method} {Path}";
}

/// <summary>Reads operations out of the OpenAPI document of the running Maestro.</summary>
internal static class ApiOperations
{
    // Every request may carry these, whatever the document says.
    private static readonly Slot[] Headers = [new("header", "If-Match"), new("header", "X-Maestro-Team"), new("header", "X-Maestro-Reason"), new("header", "Accept"), new("header", "Content-Type"), new("header", "Accept-Language"), new("header", "Cookie")];

    internal static List<ApiOperation> Of(JsonObject document)
    {
        var kinds = new Catalogue();
        var operations = new List<ApiOperation>();
        foreach (var (path, item) in (JsonObject)document["paths"]!)
        {
            var kind = kinds.Find(path.Split('/', '.')[1]) is { } found && found.Plural == path.Split('/', '.')[1] ? found : null;
            foreach (var (method, operation) in (JsonObject)item!)
            {
                if (method != "parameters")
                    operations.Add(One(document, method.ToUpperInvariant(), path, kind, (JsonObject)operation!, item["parameters"] as JsonArray));
            }
        }
        return operations;
    }

    private static ApiOperation One(JsonObject document, string method, string path, Kind? kind, JsonObject operation, JsonArray? shared)
    {
        var slots = new List<Slot>();
        foreach (var parameter in (operation["parameters"] as JsonArray ?? []).Concat(shared ?? []))
        {
            var declared = Resolved(document, parameter!);
            slots.Add(new((string)declared["in"]!, (string)declared["name"]!));
        }
        var body = operation["requestBody"] is JsonObject ? Body(method, path, kind) : null;
        if (operation["requestBody"] is JsonObject)
        {
            slots.Add(new("whole", "body"));
            foreach (var field in Fields(document, operation, body))
                slots.Add(new("body", field));
        }
        slots.Add(new("query", "q"));
        slots.AddRange(Headers.Where(header => slots.TrueForAll(slot => slot.Name != header.Name) && (body is not null || header.Name is not ("Content-Type" or "If-Match"))));
        return new ApiOperation(method, path, kind, body, [.. slots.Distinct()]);
    }

    /// <summary>Fields that the document declares; where it declares none, those of the example that the endpoint table sends.</summary>
    private static IEnumerable<string> Fields(JsonObject document, JsonObject operation, JsonNode? example)
    {
        var schema = operation["requestBody"]!["content"]?["application/json"]?["schema"] as JsonObject ?? [];
        if (schema["oneOf"] is JsonArray choices)
            schema = (JsonObject)choices[0]!;
        var declared = Resolved(document, schema)["properties"] as JsonObject;
        var sample = (example as JsonArray)?.FirstOrDefault() as JsonObject ?? example as JsonObject ?? [];
        return (declared ?? []).Select(pair => pair.Key).Concat(sample.Select(pair => pair.Key)).Append("no_such_field").Distinct();
    }

    private static JsonObject Resolved(JsonObject document, JsonNode node)
    {
        var at = (JsonObject)node;
        if (at["$ref"] is not { } reference)
            return at;
        JsonNode target = document;
        foreach (var part in ((string)reference!).TrimStart('#', '/').Split('/'))
            target = target[part]!;
        return (JsonObject)target;
    }

    private static JsonNode? Body(string method, string path, Kind? kind)
    {
        if (kind is not null && path.Count(letter => letter == '/') <= 2)
        {
            var sample = SampleRecords.Of(kind, "fuzzed");
            return path.Contains("{id}", StringComparison.Ordinal) || method == "POST" ? sample : new JsonArray(sample);
        }

        var route = kind is null ? path : "/{kinds}/" + string.Join('/', path.Split('/')[2..]);
        var entry = EndpointTable.Entries.FirstOrDefault(one => one.Method == method && one.Route == route);
        var nobody = new Target(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty);
        return entry?.Body?.Invoke(nobody) is { } body and not HttpContent ? JsonSerializer.SerializeToNode(body) : new JsonObject();
    }
}
