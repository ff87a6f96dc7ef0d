using Maestro.Modules.Inventory.Api.Document;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory;

/// <summary>Serves the OpenAPI document at <c>/openapi/v1.json</c>, public and cached.</summary>
public static class ApiDocument
{
    /// <summary>Maps the document. <paramref name="version"/> is the product's.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder app, string version)
    {
        string? text = null;
        app.MapGet("/openapi/v1.json", (IKinds kinds, EndpointDataSource endpoints) =>
            Results.Text(text ??= new OpenApiDocument(kinds, endpoints).Build(version).ToJsonString(Json.Compact), "application/json")).AllowAnonymous();
    }
}
