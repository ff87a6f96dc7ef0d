using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Modules.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Api;

/// <summary>Connections over HTTP: made, changed, tested, crawled. Lists, single ones, grants, history and retiring are every Kind's.</summary>
internal static class ConnectionsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/providers", Providers).WithTags("connections").WithSummary("What can be connected to: methods, credentials, tasks, resources with the permissions they need");
        var connections = api.MapGroup("/connections").WithTags("connections");
        connections.MapPost("", CreateAsync).WithSummary("Connect: {name, provider, method, datacenter, regions, credentials, endpoint?, enabled?, switched_off?, new_grants?, schedules?}; credentials never come back; each task gets a schedule unless schedules is false");
        connections.MapPost("/test", TestDraftAsync).WithSummary("Test a connection before it is kept");
        connections.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change a connection; credentials that are given replace the old ones");
        connections.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change a connection; what is left out stays as it is");
        connections.MapPost("/{id:guid}/test", TestAsync).WithSummary("Sign in and try each permission: {ok, identity, checks: [{permission, ok, message}]}");
        connections.MapPost("/{id:guid}/crawl", CrawlAsync).WithSummary("Crawl now: {tasks?}; answers the crawl under way where there is one");
        connections.MapPost("/{id:guid}/upload", UploadAsync).WithSummary("Read a file (multipart or body) into a connection of the method upload, as its owner, without a plan to review; answers the run");
        connections.MapPost("/{id:guid}/stop", StopAsync).WithSummary("Ask the crawl under way to stop");
        connections.MapGet("/{id:guid}/state", StateAsync).WithSummary("Whose credentials it has, what was last said of them, what is under way");
        connections.MapGet("/{id:guid}/coverage", CoverageAsync).WithSummary("How each resource went in each scope the last time");
        connections.MapPost("/{id:guid}/release", ReleaseAsync).WithSummary("Retire what the brake held back: {resource, scope}");
        connections.MapGet("/{id:guid}/policy", PolicyAsync).WithSummary("The least that its credentials must allow, ready to be copied");
    }

    private static IResult Providers(HttpContext context, IConnections connections) => Answer(new JsonArray([.. connections.Providers.Select(ConnectionJson.Of)]));

    private static async Task<IResult> CreateAsync(HttpContext context, IConnections connections, IInventory inventory, IKinds kinds, CancellationToken cancel)
    {
        var id = await connections.CreateAsync(context.Actor(), ConnectionJson.Read(await RecordAnswer.BodyAsync(context, cancel)), cancel);
        return await RecordAnswer.OfAsync(context, inventory, kinds.Get("connection"), id, created: true, cancel);
    }

    private static async Task<IResult> ChangeAsync(Guid id, HttpContext context, IConnections connections, IInventory inventory, IKinds kinds, CancellationToken cancel)
    {
        await connections.ChangeAsync(context.Actor(), id, ConnectionJson.Read(await RecordAnswer.BodyAsync(context, cancel)), RecordAnswer.IfMatch(context), RecordAnswer.Reason(context), cancel);
        return await RecordAnswer.OfAsync(context, inventory, kinds.Get("connection"), id, created: false, cancel);
    }

    private static async Task<IResult> TestAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel) =>
        Answer(ConnectionJson.Of(await connections.TestAsync(context.Actor(), id, cancel)));

    private static async Task<IResult> TestDraftAsync(HttpContext context, IConnections connections, CancellationToken cancel) =>
        Answer(ConnectionJson.Of(await connections.TestAsync(context.Actor(), ConnectionJson.Read(await RecordAnswer.BodyAsync(context, cancel)), cancel)));

    private static async Task<IResult> CrawlAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel)
    {
        // A body may come in chunks, whose length nobody knows.
        var told = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength is > 0;
        var tasks = told && (await RecordAnswer.BodyAsync(context, cancel))["tasks"] is { } given ? ConnectionJson.Texts("tasks", given) : null;
        return RunAnswer.Accepted(context, await connections.CrawlAsync(context.Actor(), id, tasks is { Count: 0 } ? null : tasks, cancel));
    }

    private static async Task<IResult> UploadAsync(Guid id, HttpContext context, IConnections connections, IOptions<FilesOptions> limits, CancellationToken cancel)
    {
        // Who may not is told before a hundred megabytes are sent.
        await connections.StateAsync(context.Actor(), id, cancel);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.Value.MaxUnpackedBytes;
        await using var body = await RequestFiles.ReadAsync(context.Request, limits.Value, cancel);
        return RunAnswer.Accepted(context, await connections.UploadAsync(context.Actor(), id, body.Release(), cancel));
    }

    private static async Task<IResult> StopAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel)
    {
        await connections.StopAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> StateAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel) =>
        Answer(ConnectionJson.Of(await connections.StateAsync(context.Actor(), id, cancel)));

    private static async Task<IResult> CoverageAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel) =>
        Answer(new JsonArray([.. (await connections.CoverageAsync(context.Actor(), id, cancel)).Select(row => (JsonNode)new JsonObject
        {
            ["task"] = row.Task, ["resource"] = row.Resource, ["kind"] = row.Kind, ["scope"] = row.Scope, ["status"] = RunWords.Of(row.Status), ["seen"] = row.Seen, ["message"] = row.Message,
            ["at"] = Instant.Print(row.At), ["complete_at"] = row.Complete is { } complete ? Instant.Print(complete) : null, ["run"] = row.Run.ToString(), ["plan"] = row.Plan?.ToString(),
        })]));

    private static async Task<IResult> ReleaseAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel)
    {
        var body = await RecordAnswer.BodyAsync(context, cancel);
        var set = await connections.ReleaseAsync(context.Actor(), id, body["resource"].Text() ?? throw Problem.Invalid("resource", "is required"), body["scope"].Text() ?? throw Problem.Invalid("scope", "is required"), cancel);
        return Answer(new JsonObject { ["change_set"] = set?.ToString() });
    }

    private static async Task<IResult> PolicyAsync(Guid id, HttpContext context, IConnections connections, CancellationToken cancel)
    {
        var policy = await connections.PolicyAsync(context.Actor(), id, cancel);
        return Answer(new JsonObject { ["format"] = policy.Format, ["where"] = policy.Where, ["text"] = policy.Text });
    }

    private static IResult Answer(JsonNode json) => TypedResults.Json(json, Json.Compact);
}
