using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Api;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Http;

namespace Maestro.Modules.Inventory;

/// <summary>How an endpoint of another module reads and answers records of a Kind that it writes itself, as every Kind's endpoints do.</summary>
public static class RecordAnswer
{
    /// <summary>The JSON object of a request. Throws <see cref="Problem"/> (malformed, too large) in words that say where.</summary>
    public static Task<JsonObject> BodyAsync(HttpContext context, CancellationToken cancel) => Http.ObjectAsync(context, cancel);

    /// <summary>The version that a request was made upon; null when it does not say.</summary>
    public static int? IfMatch(HttpContext context) => Http.IfMatch(context);

    /// <summary>The reason that a person typed, or null.</summary>
    public static string? Reason(HttpContext context) => context.Request.Headers["X-Maestro-Reason"].ToString() is { Length: > 0 } reason ? reason : null;

    /// <summary>The record, with its ETag; 201 and where it is when it is new.</summary>
    public static async Task<IResult> OfAsync(HttpContext context, IInventory inventory, Kind kind, Guid id, bool created, CancellationToken cancel)
    {
        var record = await inventory.GetAsync(context.Actor(), kind.Name, id, null, cancel);
        context.Response.Headers.ETag = Http.ETag(record.Version);
        if (created)
            context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/{kind.Plural}/{id}";
        return Http.Json(RecordJson.Of(record, kind), created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
