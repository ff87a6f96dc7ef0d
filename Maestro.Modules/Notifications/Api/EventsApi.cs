using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Streaming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Maestro.Modules.Notifications.Api;

/// <summary>What happens, as server-sent events.</summary>
internal static class EventsApi
{
    internal static void Map(IEndpointRouteBuilder api) => api.ForRecords().MapGroup("/events").WithTags("notifications").MapGet("", StreamAsync)
        .WithSummary("Server-sent events: change, run (ended), notification; resumes after Last-Event-ID; kinds=servers,applications narrows the changes");

    private static async Task StreamAsync(string? kinds, HttpContext context, IKinds catalogue, EventStream stream, IHostApplicationLifetime life)
    {
        var only = Only(kinds, catalogue);
        // A stop of Maestro ends the stream at once: it would hold up the end of all requests.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        var from = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last
            ? StreamPlace.Read(last) ?? throw Problem.Malformed("Last-Event-ID: is not one that this stream has given.")
            : await stream.NowAsync(over.Token);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await stream.WriteAsync(context.Response.BodyWriter, from, only, context.ActorAnewAsync, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The reader has gone, or Maestro goes.
        }
    }

    private static HashSet<string>? Only(string? kinds, IKinds catalogue)
    {
        if (string.IsNullOrWhiteSpace(kinds))
            return null;
        return [.. kinds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(name => catalogue.FamilyOf(catalogue.Find(name) ?? throw Problem.Malformed($"kinds: \"{name}\" is no Kind.")).Select(kind => kind.Name))];
    }
}
