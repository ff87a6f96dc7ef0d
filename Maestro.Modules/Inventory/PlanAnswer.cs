using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Api;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Http;

namespace Maestro.Modules.Inventory;

/// <summary>How an endpoint of another module answers with a plan that it had made.</summary>
public static class PlanAnswer
{
    private const int FirstRows = 100;

    /// <summary>201 with the stored plan, its first rows, and what else is to be said about it.</summary>
    public static async Task<IResult> CreatedAsync(HttpContext context, IPlanning planning, Plan plan, JsonObject more, CancellationToken cancel)
    {
        var json = await PlansApi.WithRowsAsync(context, planning, plan, null, 0, FirstRows, cancel);
        foreach (var (name, value) in more)
            json[name] = value.Copy();
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/plans/{plan.Id}";
        return Http.Json(json, StatusCodes.Status201Created);
    }
}
