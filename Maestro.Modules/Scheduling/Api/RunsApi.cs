using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Modules.Scheduling.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Scheduling.Api;

/// <summary>Long work over HTTP: list, watch, stop.</summary>
internal static class RunsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("runs");
        runs.MapGet("", ListAsync).WithSummary("Your runs, newest first; type, status and target narrow them");
        runs.MapGet("/statistics", StatisticsAsync).WithSummary("Runs and failures of each sort of work in the last 24 hours and 7 days, with mean and 95th percentile of how long they took, in seconds (administrators)");
        runs.MapGet("/{id:guid}", GetAsync).WithSummary("One run with its progress, parts and log");
        runs.MapPost("/{id:guid}/stop", StopAsync).WithSummary("Ask a run to stop");
    }

    private static async Task<IResult> ListAsync(string? type, string? status, Guid? target, int? limit, string? cursor, HttpContext context, IRuns runs, CancellationToken cancel)
    {
        RunStatus? only = string.IsNullOrEmpty(status) ? null
            : Enum.TryParse<RunStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(status[0]) ? parsed
            : throw Problem.Malformed("status: is none of queued, running, done, partial, failed, stopped.");
        if (limit is < 1 or > 1000)
            throw Problem.Malformed("limit is a whole number from 1 to 1000.");
        var page = await runs.ListAsync(context.Actor(), new RunQuery(limit ?? 50, string.IsNullOrEmpty(cursor) ? null : cursor, string.IsNullOrEmpty(type) ? null : type, only, target), cancel);
        return TypedResults.Json(
            new JsonObject
            {
                ["count"] = page.Count,
                ["count_exact"] = page.CountExact,
                ["next"] = page.Next is null ? null : Next(context, page.Next),
                ["previous"] = null,
                ["results"] = new JsonArray([.. page.Rows.Select(run => Print(run, whole: false))]),
            }, Json.Compact);
    }

    private static async Task<IResult> StatisticsAsync(HttpContext context, IRuns runs, CancellationToken cancel)
    {
        static JsonObject Print(RunSpan span) => new() { ["runs"] = span.Runs, ["failed"] = span.Failed, ["mean"] = span.Mean?.TotalSeconds, ["p95"] = span.Most?.TotalSeconds };
        var results = await runs.StatisticsAsync(context.Actor(), cancel);
        return TypedResults.Json(new JsonObject { ["results"] = new JsonArray([.. results.Select(one => (JsonNode)new JsonObject { ["type"] = one.Type, ["day"] = Print(one.Day), ["week"] = Print(one.Week) })]) }, Json.Compact);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, IRuns runs, CancellationToken cancel) =>
        TypedResults.Json(Print(await runs.GetAsync(context.Actor(), id, cancel), whole: true), Json.Compact);

    private static async Task<IResult> StopAsync(Guid id, HttpContext context, IRuns runs, CancellationToken cancel) =>
        TypedResults.Json(Print(await runs.StopAsync(context.Actor(), id, cancel), whole: true), Json.Compact);

    private static string Next(HttpContext context, string cursor)
    {
        var query = new QueryBuilder(context.Request.Query.Where(pair => pair.Key != "cursor").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))) { { "cursor", cursor } };
        return context.Request.PathBase + context.Request.Path + query.ToQueryString();
    }

    internal static JsonObject Print(Run run, bool whole)
    {
        var json = new JsonObject
        {
            ["id"] = run.Id.ToString(),
            ["type"] = run.Type,
            ["title"] = run.Title,
            ["status"] = RunWords.Of(run.Status),
            ["stopping"] = run.Stopping,
            ["progress"] = new JsonObject { ["step"] = run.Progress.Step, ["done"] = run.Progress.Done, ["total"] = run.Progress.Total },
            ["maker"] = new JsonObject { ["id"] = run.MakerId.ToString(), ["name"] = run.MakerName },
            ["target"] = run.Target?.ToString(),
            ["arguments"] = new JsonObject(run.Arguments.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["created_at"] = Instant.Print(run.CreatedAt),
            ["started_at"] = run.StartedAt is { } started ? Instant.Print(started) : null,
            ["finished_at"] = run.FinishedAt is { } finished ? Instant.Print(finished) : null,
            ["message"] = run.Message,
            ["plan"] = run.Plan?.ToString(),
            ["counts"] = new JsonObject(run.Counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["problem"] = run.Problem is { } problem ? Print(problem) : null,
        };
        if (run.Instance is { } instance)
            json["instance"] = instance.ToString();
        if (!whole)
            return json;
        json["parts"] = new JsonArray([.. run.Parts.Select(Print)]);
        json["log"] = new JsonArray([.. run.Log.Select(line => (JsonNode)new JsonObject { ["at"] = Instant.Print(line.At), ["text"] = line.Text })]);
        return json;
    }

    // As the request would have been answered, had it waited.
    private static JsonObject Print(RunProblem problem) => new()
    {
        ["status"] = (int)problem.Kind,
        ["detail"] = problem.Message,
        ["errors"] = new JsonObject(problem.Errors.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(text => (JsonNode)text)])))),
    };

    private static JsonObject Print(RunPart part) => new()
    {
        ["task"] = part.Task,
        ["resource"] = part.Resource,
        ["scope"] = part.Scope,
        ["status"] = RunWords.Of(part.Status),
        ["seen"] = part.Seen,
        ["created"] = part.Created,
        ["changed"] = part.Changed,
        ["missing"] = part.Missing,
        ["gone"] = part.Gone,
        ["plan"] = part.Plan?.ToString(),
        ["message"] = part.Message,
        ["finished_at"] = part.FinishedAt is { } finished ? Instant.Print(finished) : null,
    };
}
