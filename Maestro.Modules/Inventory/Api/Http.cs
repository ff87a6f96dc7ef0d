using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Http;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Reading requests and printing answers, the same way for every Kind.</summary>
internal static class Http
{
    /// <summary>Largest JSON body of a write, in bytes.</summary>
    private const long MaxBody = 50_000_000;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    internal static Kind Kind(IKinds kinds, string plural) =>
        kinds.Find(plural) is { } kind && kind.Plural == plural ? kind : throw Problem.Missing($"/{plural}");

    internal static IResult Json(JsonNode node, int status = 200) => new Printed(node, status);

    internal static async Task<JsonNode> BodyAsync(HttpContext context, CancellationToken cancel)
    {
        if (context.Request.ContentLength > MaxBody)
            throw new Problem(ProblemKind.TooLarge, "The body is larger than 50 MB: import a file instead.");
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, null, Depth, cancel) ?? throw Problem.Malformed("The body is null.");
            return Kinds.Json.FaultOf(body) is { } fault ? throw Problem.Malformed($"The body {fault}.") : body;
        }
        catch (JsonException wrong)
        {
            throw Problem.Malformed($"The body is not JSON (line {wrong.LineNumber + 1}, position {wrong.BytePositionInLine}).");
        }
    }

    internal static async Task<JsonObject> ObjectAsync(HttpContext context, CancellationToken cancel) =>
        await BodyAsync(context, cancel) as JsonObject ?? throw Problem.Malformed("The body must be a JSON object.");

    /// <summary>Members of a JSON object, each once: two of one name would hide each other.</summary>
    internal static JsonObject Object(JsonNode? node, string what)
    {
        try
        {
            return node as JsonObject is { } thing && thing.Count >= 0 ? thing : throw Problem.Malformed($"{what} must be a JSON object.");
        }
        catch (ArgumentException)
        {
            throw Problem.Malformed($"{what} names a field twice.");
        }
    }

    internal static bool Flag(HttpContext context, string name) => context.Request.Query[name].ToString() is "true" or "1";

    internal static int? IfMatch(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*")
            return null;
        var tag = header.Trim().TrimStart('W', '/').Trim('"');
        return int.TryParse(tag, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    internal static string ETag(int version) => FormattableString.Invariant($"\"{version}\"");

    internal static string[]? Names(HttpContext context, string parameter) =>
        context.Request.Query[parameter].ToString() is { Length: > 0 } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null;

    /// <summary>Who speaks: the person, or a named source when the request says <c>?source=</c>.</summary>
    internal static Origin Origin(HttpContext context)
    {
        var actor = context.Actor();
        var source = context.Request.Query["source"].ToString();
        return source.Length == 0
            ? Inventory.Origin.Person(actor)
            : new Origin { Provider = "json", Key = "api:" + source, Name = source, Owner = actor.Owner };
    }

    /// <summary>Writes a node straight to the response.</summary>
    private sealed class Printed(JsonNode node, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, new JsonWriterOptions { Encoder = Kinds.Json.Compact.Encoder });
            node.WriteTo(writer);
            await writer.FlushAsync(httpContext.RequestAborted);
        }
    }
}
