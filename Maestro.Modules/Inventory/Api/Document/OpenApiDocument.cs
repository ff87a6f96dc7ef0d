using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory.Api.Document;

/// <summary>
/// The OpenAPI 3.1 document: the paths of every Kind from the catalogue, the rest from the routes themselves, so that a
/// new endpoint is in it by existing.
/// </summary>
internal sealed class OpenApiDocument(IKinds kinds, EndpointDataSource endpoints)
{
    /// <summary>Builds the document.</summary>
    internal JsonObject Build(string version)
    {
        var paths = new JsonObject();
        foreach (var kind in kinds.All)
            KindPaths.Add(paths, kind);
        foreach (var route in Others())
            Add(paths, route);
        var schemas = new JsonObject();
        foreach (var kind in kinds.All)
            schemas[Schemas.NameOf(kind)] = Schemas.Of(kind);
        Schemas.AddShared(schemas);
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Maestro",
                ["version"] = version,
                ["description"] = "The inventory of everything an operations team runs. Lists take filters on any declared field: `os__dist=Ubuntu&hostname__ic=web&tags__env=prod`; suffixes n ic nic isw iew ie empty gt gte lt lte. Errors are problem details (RFC 9457).",
                ["license"] = new JsonObject { ["name"] = "GPL-3.0-or-later", ["identifier"] = "GPL-3.0-or-later" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api/v1" }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A token of POST /auth/token, or a personal API token." } },
                ["responses"] = KindPaths.Responses(),
                ["parameters"] = KindPaths.Parameters(),
            },
        };
    }

    private IEnumerable<RouteEndpoint> Others() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText is { } text && text.Contains("/api/v1/", StringComparison.Ordinal) && !text.Contains("{kinds", StringComparison.Ordinal) && !text.Contains("{**", StringComparison.Ordinal))
        .OrderBy(route => route.RoutePattern.RawText, StringComparer.Ordinal);

    private static void Add(JsonObject paths, RouteEndpoint route)
    {
        var path = Path(route);
        if (paths[path] is not JsonObject item)
            paths[path] = item = [];
        var parameters = new JsonArray();
        foreach (var parameter in route.RoutePattern.Parameters)
        {
            parameters.Add((JsonNode)new JsonObject
            {
                ["name"] = parameter.Name,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = "string", ["format"] = parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? "uuid" : null },
            });
        }

        foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        {
            var operation = new JsonObject
            {
                ["operationId"] = $"{method.ToLowerInvariant()}{string.Concat(path.Split('/', '{', '}', '-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}",
                ["summary"] = route.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? path,
                ["tags"] = new JsonArray([.. (route.Metadata.GetMetadata<ITagsMetadata>()?.Tags ?? [path.Split('/')[1]]).Select(tag => JsonValue.Create(tag))]),
                ["responses"] = KindPaths.Answers(method == "POST" ? "201" : method == "DELETE" ? "204" : "200", null),
            };
            if (parameters.Count > 0)
                operation["parameters"] = KindPaths.Clean(parameters.DeepClone());
            if (method is "POST" or "PUT" or "PATCH")
                operation["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject() } } };
            item[method.ToLowerInvariant()] = operation;
        }
    }

    private static string Path(RouteEndpoint route)
    {
        var text = route.RoutePattern.RawText!;
        text = text[(text.IndexOf("/api/v1/", StringComparison.Ordinal) + 7)..].TrimEnd('/');
        return System.Text.RegularExpressions.Regex.Replace(text, @"\{(\w+)[^}]*\}", "{$1}");
    }
}
