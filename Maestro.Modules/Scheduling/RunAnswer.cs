using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Api;
using Microsoft.AspNetCore.Http;

namespace Maestro.Modules.Scheduling;

/// <summary>How an endpoint of another module answers with work that it has started.</summary>
public static class RunAnswer
{
    /// <summary>202 with the run and where it can be watched.</summary>
    public static IResult Accepted(HttpContext context, Run run)
    {
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/runs/{run.Id}";
        return TypedResults.Json(RunsApi.Print(run, whole: true), Json.Compact, statusCode: StatusCodes.Status202Accepted);
    }
}
