using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Api.Document;

/// <summary>The operations that every Kind has, as OpenAPI paths.</summary>
internal static class KindPaths
{
    internal static void Add(JsonObject paths, Kind kind)
    {
        var (one, many, schema) = (kind.Label.ToLowerInvariant(), kind.LabelPlural.ToLowerInvariant(), Schemas.NameOf(kind));
        paths[$"/{kind.Plural}"] = new JsonObject
        {
            ["get"] = Operation(kind, "list", $"List {many}", Answers("200", Reference($"{schema}Page", list: true, schema)), ListParameters(kind)),
            ["post"] = Operation(kind, "create", $"Create a {one}, or a list of them: all or none", Answers("201", Reference(schema)), [Named("dryRun")], Body(schema, orList: true)),
            ["patch"] = Operation(kind, "bulkPatch", $"Change {many}: a list of {{id, …}}, all or none; grants replaces who may do what", Answers("200", List(schema)), [Named("dryRun")], Body(schema, orList: true)),
            ["delete"] = Operation(kind, "bulkRetire", $"Retire {many}: a list of {{id}}, all or none", Answers("204", null), [Named("dryRun")], Body(schema, orList: true)),
        };
        paths[$"/{kind.Plural}/{{id}}"] = new JsonObject
        {
            ["parameters"] = new JsonArray(Named("id")),
            ["get"] = Operation(kind, "get", $"One {one}", Answers("200", Reference(schema)), [Named("at"), Named("fields"), Named("omit")]),
            ["patch"] = Operation(kind, "patch", $"Change a {one} (merge patch)", Answers("200", Reference(schema)), [Named("ifMatch"), Named("dryRun")], Body(schema, orList: false)),
            ["put"] = Operation(kind, "put", $"Replace what people set of a {one}", Answers("200", Reference(schema)), [Named("ifMatch"), Named("dryRun")], Body(schema, orList: false)),
            ["delete"] = Operation(kind, "retire", $"Retire a {one}", Answers("204", null), [Named("ifMatch")]),
        };
        // Its module serves what writes it, and says so in routes of its own.
        foreach (var (path, verb) in kind.WrittenBy is null ? [] : new[] { ($"/{kind.Plural}", "post"), ($"/{kind.Plural}", "patch"), ($"/{kind.Plural}/{{id}}", "patch"), ($"/{kind.Plural}/{{id}}", "put") })
            ((JsonObject)paths[path]!).Remove(verb);
        Parts(paths, kind, one);
        foreach (var format in new[] { "csv", "json", "xlsx" })
        {
            paths[$"/{kind.Plural}.{format}"] = new JsonObject
            {
                ["get"] = Operation(kind, "export" + format, $"Export {many} as {format.ToUpperInvariant()}", Answers("200", null), ListParameters(kind)),
            };
        }
    }

    private static void Parts(JsonObject paths, Kind kind, string one)
    {
        void Part(string name, string method, string summary, string status, JsonArray? parameters = null, bool body = false) =>
            (paths[$"/{kind.Plural}/{{id}}/{name}"] as JsonObject ?? (JsonObject)(paths[$"/{kind.Plural}/{{id}}/{name}"] = new JsonObject { ["parameters"] = new JsonArray(Named("id")) }))[method] =
                Operation(kind, method + char.ToUpperInvariant(name[0]) + name[1..], summary, Answers(status, null), parameters, body ? new JsonObject { ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject() } } } : null);
        Part("history", "get", $"Changes of a {one}, newest first", "200");
        Part("diff", "get", $"What differs between two moments of a {one}", "200", [Query("from", "Moment with offset", required: true), Query("to", "Moment with offset; now when left out")]);
        Part("links", "get", $"Edges of a {one} in both directions", "200");
        Part("sources", "get", $"What each source says of a {one}, and what people pinned", "200");
        Part("grants", "get", $"Who may do what with a {one}", "200");
        Part("access", "get", $"Who can see a {one}, at which level, and why", "200");
        Part("grants", "put", $"Replace the grants of a {one}", "200", body: true);
        Part("restore", "post", $"Bring a retired {one} back", "200");
        Part("release", "post", $"Give fields of a {one} back to its sources: {{fields}}", "200", body: true);
        Part("merge", "post", $"Join another {one} into this one: {{from}}", "200", body: true);
    }

    private static JsonObject Operation(Kind kind, string verb, string summary, JsonObject responses, JsonArray? parameters = null, JsonObject? body = null)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{verb}_{kind.Plural}",
            ["summary"] = summary,
            ["tags"] = new JsonArray(kind.LabelPlural),
            ["responses"] = responses,
        };
        if (parameters is { Count: > 0 })
            operation["parameters"] = parameters;
        if (body is not null)
            operation["requestBody"] = body;
        return operation;
    }

    private static JsonArray ListParameters(Kind kind)
    {
        var parameters = new JsonArray(Named("limit"), Named("offset"), Named("cursor"), Named("ordering"), Named("q"), Named("fields"), Named("omit"), Named("brief"), Named("at"), Named("active"), Named("owner"), Named("filter"));
        foreach (var field in kind.Fields.Where(field => field.Type.Shape is Shape.Text or Shape.Number or Shape.Flag or Shape.Instant && field.Name is not ("fields" or "filter")))
            parameters.Add((JsonNode)Query(field.Name, $"{field.Help} Operators: {string.Join(" ", field.Type.Operators.Where(one => one.Length > 0).Select(one => $"{field.Name}__{one}"))}"));
        return parameters;
    }

    private static JsonObject Query(string name, string description, bool required = false) =>
        new() { ["name"] = name, ["in"] = "query", ["required"] = required, ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Named(string parameter) => new() { ["$ref"] = $"#/components/parameters/{parameter}" };

    private static JsonObject Reference(string schema, bool list = false, string? item = null) =>
        list
            ? new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/Page" }, new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["results"] = List(item!) } }) }
            : new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject List(string schema) => new() { ["type"] = "array", ["items"] = Reference(schema) };

    private static JsonObject Body(string schema, bool orList) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject
        {
            ["application/json"] = new JsonObject { ["schema"] = orList ? new JsonObject { ["oneOf"] = new JsonArray(Reference(schema), List(schema)) } : Reference(schema) },
        },
    };

    internal static JsonObject Answers(string status, JsonObject? schema)
    {
        var good = new JsonObject { ["description"] = status == "204" ? "Done" : "The answer" };
        if (schema is not null)
            good["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } };
        var answers = new JsonObject { [status] = good };
        foreach (var code in new[] { "400", "401", "403", "404", "409", "412", "422", "429" })
            answers[code] = new JsonObject { ["$ref"] = $"#/components/responses/{code}" };
        return answers;
    }

    internal static JsonNode Clean(JsonNode parameters)
    {
        foreach (var parameter in (JsonArray)parameters)
        {
            if (parameter!["schema"] is JsonObject schema && schema["format"] is null)
                schema.Remove("format");
        }

        return parameters;
    }

    internal static JsonObject Responses()
    {
        var texts = new Dictionary<string, string> { ["400"] = "Malformed", ["401"] = "Sign in first", ["403"] = "Not allowed", ["404"] = "Not there, or not readable", ["409"] = "Conflict", ["412"] = "Changed since it was read", ["422"] = "Fields are not valid", ["429"] = "Too often; see Retry-After" };
        var responses = new JsonObject();
        foreach (var (code, text) in texts)
            responses[code] = new JsonObject { ["description"] = text, ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } } };
        return responses;
    }

    internal static JsonObject Parameters()
    {
        var parameters = new JsonObject
        {
            ["id"] = new JsonObject { ["name"] = "id", ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" } },
            ["ifMatch"] = new JsonObject { ["name"] = "If-Match", ["in"] = "header", ["required"] = false, ["description"] = "ETag of the version the change is based on", ["schema"] = new JsonObject { ["type"] = "string" } },
            ["dryRun"] = Query("dry_run", "true answers the plan and writes nothing"),
        };
        foreach (var (name, text) in new[] { ("limit", "Rows a page: 50, at most 1000"), ("offset", "Rows to skip"), ("cursor", "Empty starts a keyset walk; then the cursor of the page before"), ("ordering", "Indexed fields, - for descending: -updated_at,name"), ("q", "Words that all occur"), ("fields", "Only these members"), ("omit", "All but these members"), ("brief", "true answers id, kind, name and url"), ("at", "As of this moment (RFC 3339 with offset)"), ("active", "true, false for retired ones, any"), ("owner", "Id of the owning user or team"), ("filter", "A tree of and, or, not and tests, as JSON") })
            parameters[name] = Query(name, text);
        return parameters;
    }
}
