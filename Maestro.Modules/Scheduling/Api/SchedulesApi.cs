using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Modules.Scheduling.Schedules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Scheduling.Api;

/// <summary>Schedules over HTTP: what is not the same for every Kind.</summary>
internal static class SchedulesApi
{
    private const int MostFirings = 1_000;

    internal static void Map(IEndpointRouteBuilder api)
    {
        var schedules = api.MapGroup("/schedules").WithTags("schedules");
        schedules.MapPost("", CreateAsync).WithSummary("Make a schedule, or of a list all or none");
        schedules.MapPatch("/{id:guid}", (Guid id, JsonNode body, HttpContext context, IScheduling scheduling, IKinds kinds, CancellationToken cancel) => ChangeAsync(id, body, false, context, scheduling, kinds, cancel)).WithSummary("Change the fields named");
        schedules.MapPut("/{id:guid}", (Guid id, JsonNode body, HttpContext context, IScheduling scheduling, IKinds kinds, CancellationToken cancel) => ChangeAsync(id, body, true, context, scheduling, kinds, cancel)).WithSummary("Replace what a schedule says");
        schedules.MapPost("/preview", Preview).WithSummary("The next times of an interval or cron expression");
        schedules.MapPost("/{id:guid}/run", RunAsync).WithSummary("Do its work now");
        schedules.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("End the pause that failures brought");
        schedules.MapPost("/{id:guid}/test", TestAsync).WithSummary("Make a webhook's call once, without consequence");
        schedules.MapGet("/{id:guid}/state", StateAsync).WithSummary("Last and next run, counts, pause");
        schedules.MapGet("/{id:guid}/runs", FiringsAsync).WithSummary("What became of each time it was to run, newest first");
        schedules.MapGet("/{id:guid}/deliveries", DeliveriesAsync).WithSummary("The last calls of a webhook");
    }

    private static async Task<IResult> CreateAsync(JsonNode body, HttpContext context, IScheduling scheduling, IKinds kinds, CancellationToken cancel)
    {
        var items = body is JsonArray many ? many.Select(Object).ToList() : [Object(body)];
        if (items.Count == 0)
            throw Problem.Malformed("The list holds no schedule.");
        var made = await scheduling.CreateAsync(context.Actor(), items, cancel);
        var kind = kinds.Get(Schedule.KindName);
        if (body is JsonArray)
            return TypedResults.Json(new JsonArray([.. made.Select(record => (JsonNode)RecordText.Api(record, kind))]), Json.Compact, statusCode: StatusCodes.Status201Created);
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/schedules/{made[0].Id}";
        return Print(context, made[0], kind, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(Guid id, JsonNode body, bool replace, HttpContext context, IScheduling scheduling, IKinds kinds, CancellationToken cancel) =>
        Print(context, await scheduling.ChangeAsync(context.Actor(), id, Object(body), replace, IfMatch(context), cancel), kinds.Get(Schedule.KindName), StatusCodes.Status200OK);

    private static IResult Preview(JsonNode body, int? count, HttpContext context, IScheduling scheduling)
    {
        context.Actor();
        if (count is < 1 or > 50)
            throw Problem.Malformed("count is a whole number from 1 to 50.");
        var fields = Object(body);
        Documents.Normalize(fields);
        return TypedResults.Json(new JsonObject { ["next"] = new JsonArray([.. scheduling.Next(ScheduleTiming.Of(fields), count ?? 5).Select(time => (JsonNode)Instant.Print(time))]) }, Json.Compact);
    }

    private static async Task<IResult> RunAsync(Guid id, HttpContext context, IScheduling scheduling, CancellationToken cancel) =>
        RunAnswer.Accepted(context, await scheduling.RunAsync(context.Actor(), id, cancel));

    private static async Task<IResult> ResumeAsync(Guid id, HttpContext context, IScheduling scheduling, CancellationToken cancel)
    {
        await scheduling.ResumeAsync(context.Actor(), id, cancel);
        return await StateAsync(id, context, scheduling, cancel);
    }

    private static async Task<IResult> TestAsync(Guid id, HttpContext context, IWebhooks webhooks, CancellationToken cancel) =>
        TypedResults.Json(Print(await webhooks.TestAsync(context.Actor(), id, cancel)), Json.Compact);

    private static async Task<IResult> StateAsync(Guid id, HttpContext context, IScheduling scheduling, CancellationToken cancel)
    {
        var state = (await scheduling.StatesAsync(context.Actor(), [id], cancel)).GetValueOrDefault(id) ?? throw Problem.Missing("This schedule");
        return TypedResults.Json(
            new JsonObject
            {
                ["schedule"] = $"{id}",
                ["runs"] = state.Runs,
                ["failures"] = state.Failures,
                ["paused_at"] = At(state.PausedAt),
                ["paused_reason"] = state.PausedReason,
                ["next"] = At(state.Next),
                ["last"] = state.Last is { } last ? Print(last) : null,
            }, Json.Compact);
    }

    private static async Task<IResult> FiringsAsync(Guid id, int? limit, string? cursor, HttpContext context, IScheduling scheduling, CancellationToken cancel)
    {
        var page = await scheduling.FiringsAsync(context.Actor(), id, Limit(limit), string.IsNullOrEmpty(cursor) ? null : cursor, cancel);
        var next = page.Next is null ? null : context.Request.PathBase + context.Request.Path + new QueryBuilder { { "limit", FormattableString.Invariant($"{Limit(limit)}") }, { "cursor", page.Next } }.ToQueryString();
        return TypedResults.Json(new JsonObject { ["count"] = page.Count, ["count_exact"] = page.CountExact, ["next"] = next, ["previous"] = null, ["results"] = new JsonArray([.. page.Rows.Select(Print)]) }, Json.Compact);
    }

    private static async Task<IResult> DeliveriesAsync(Guid id, int? limit, HttpContext context, IWebhooks webhooks, CancellationToken cancel)
    {
        var rows = await webhooks.DeliveriesAsync(context.Actor(), id, Limit(limit), cancel);
        return TypedResults.Json(new JsonObject { ["count"] = rows.Count, ["count_exact"] = true, ["next"] = null, ["previous"] = null, ["results"] = new JsonArray([.. rows.Select(Print)]) }, Json.Compact);
    }

    private static int Limit(int? limit) => limit is < 1 or > MostFirings ? throw Problem.Malformed("limit is a whole number from 1 to 1000.") : limit ?? 50;

    private static JsonObject Object(JsonNode? node) => node as JsonObject is { } fields ? (JsonObject)fields.DeepClone() : throw Problem.Malformed("A schedule must be a JSON object.");

    private static int? IfMatch(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        return header is "" or "*" ? null : int.TryParse(header.Trim().TrimStart('W', '/').Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    private static IResult Print(HttpContext context, Record record, Kind kind, int status)
    {
        context.Response.Headers.ETag = FormattableString.Invariant($"\"{record.Version}\"");
        return TypedResults.Json(RecordText.Api(record, kind), Json.Compact, statusCode: status);
    }

    private static JsonObject Print(Firing firing) => new()
    {
        ["id"] = $"{firing.Id}",
        ["cause"] = firing.Cause.ToString().ToLowerInvariant(),
        ["status"] = firing.Status.ToString().ToLowerInvariant(),
        ["planned_at"] = Instant.Print(firing.PlannedAt),
        ["due_at"] = Instant.Print(firing.DueAt),
        ["started_at"] = At(firing.StartedAt),
        ["finished_at"] = At(firing.EndedAt),
        ["attempt"] = firing.Attempt,
        ["run"] = firing.Run?.ToString(),
        ["message"] = firing.Message,
        ["asked_by"] = firing.AskedBy,
        ["parent"] = firing.Parent?.ToString(),
    };

    private static JsonObject Print(Delivery delivery) => new()
    {
        ["id"] = $"{delivery.Id}",
        ["firing"] = delivery.Firing?.ToString(),
        ["at"] = Instant.Print(delivery.At),
        ["method"] = delivery.Method,
        ["url"] = delivery.Url,
        ["status"] = delivery.Status,
        ["milliseconds"] = delivery.Milliseconds,
        ["response"] = delivery.Response,
        ["error"] = delivery.Error,
    };

    private static string? At(DateTimeOffset? moment) => moment is { } at ? Instant.Print(at) : null;
}
