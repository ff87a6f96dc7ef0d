using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Stored plans: read, apply, discard; and the undo of a change set, which is another plan.</summary>
internal static class PlansApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/plans").WithTags("plans");
        plans.MapGet("/{id:guid}", GetAsync).WithSummary("A plan and its rows, paged with from and limit, of one action or all");
        plans.MapPost("/{id:guid}/apply", ApplyAsync).WithSummary("Write the plan: {reason?, valid_rows_only?}");
        plans.MapDelete("/{id:guid}", DiscardAsync).WithSummary("Throw the plan away");
        api.MapPost("/change-sets/{id:guid}/undo", UndoAsync).WithTags("history").WithSummary("Plan to take a change set back");
    }

    private static async Task<IResult> GetAsync(Guid id, string? action, int? from, int? limit, HttpContext context, IPlanning planning, CancellationToken cancel)
    {
        PlanAction? only = string.IsNullOrEmpty(action) ? null
            : Enum.TryParse<PlanAction>(action, ignoreCase: true, out var parsed) ? parsed : throw Problem.Malformed($"action: \"{action}\" is none.");
        if (limit is < 1 or > 1000 || from < 0)
            throw Problem.Malformed("limit is from 1 to 1000, from is not negative.");
        var plan = await planning.FindAsync(context.Actor(), id, cancel);
        var json = await WithRowsAsync(context, planning, plan, only, from ?? 0, limit ?? 100, cancel);
        json["files"] = new JsonArray([.. (await planning.FilesAsync(context.Actor(), id, cancel)).Select(Of)]);
        return Http.Json(json);
    }

    private static JsonObject Of(StoredFile file) => new()
    {
        ["id"] = file.Id.ToString(), ["name"] = file.Name, ["type"] = file.Type, ["size"] = file.Size, ["sha256"] = file.Sha256, ["link"] = $"files/{file.Id}",
    };

    /// <summary>A stored plan with a page of its rows.</summary>
    internal static async Task<JsonObject> WithRowsAsync(HttpContext context, IPlanning planning, Plan plan, PlanAction? only, int from, int limit, CancellationToken cancel)
    {
        var rows = await planning.RowsAsync(context.Actor(), plan.Id, only, from, limit, cancel);
        var json = RecordJson.Of(plan with { Rows = rows.Rows });
        json["next"] = rows.Next is null ? null : $"{context.Request.PathBase}/api/v1/plans/{plan.Id}?from={rows.Next}&limit={limit}{(only is null ? "" : "&action=" + RecordJson.Word(only.Value))}";
        return json;
    }

    private static async Task<IResult> ApplyAsync(Guid id, HttpContext context, IPlanning planning, CancellationToken cancel)
    {
        var body = context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0 ? await Http.ObjectAsync(context, cancel) : [];
        var valid = body["valid_rows_only"] is JsonValue flag && flag.TryGetValue<bool>(out var only) && only;
        var applied = await planning.ApplyAsync(context.Actor(), id, new ApplyOptions(body["reason"].Text(), valid), cancel);
        return Http.Json(new JsonObject { ["change_set"] = applied.ChangeSet?.ToString(), ["counts"] = JsonSerializer.SerializeToNode(applied.Counts, Json.Compact) });
    }

    private static async Task<IResult> DiscardAsync(Guid id, HttpContext context, IPlanning planning, CancellationToken cancel)
    {
        await planning.DiscardAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> UndoAsync(Guid id, HttpContext context, IPlanning planning, CancellationToken cancel)
    {
        var plan = await planning.UndoAsync(context.Actor(), id, cancel);
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/plans/{plan.Id}";
        return Http.Json(await WithRowsAsync(context, planning, plan, null, 0, 100, cancel), StatusCodes.Status201Created);
    }
}
