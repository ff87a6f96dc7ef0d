using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Conflicts over HTTP.</summary>
internal static class ConflictsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/conflicts").WithTags("conflicts");
        group.MapGet("", ListAsync).WithSummary("Pairs of records that may be one thing");
        group.MapDelete("/{id:guid}", DismissAsync).WithSummary("They are different things: close the conflict");
    }

    private static async Task<IResult> ListAsync(int? limit, int? offset, HttpContext context, IConflicts conflicts, CancellationToken cancel)
    {
        if (limit is < 1 or > 1000 || offset is < 0)
            throw Problem.Malformed("limit is from 1 to 1000, offset is not negative.");
        var (size, from) = (limit ?? 50, offset ?? 0);
        var page = await conflicts.ListAsync(context.Actor(), size, from, cancel);
        var results = new JsonArray();
        foreach (var pair in page.Rows)
        {
            results.Add((JsonNode)new JsonObject
            {
                ["id"] = pair.Id.ToString(),
                ["kind"] = pair.Kind,
                ["record"] = new JsonObject { ["id"] = pair.RecordId.ToString(), ["name"] = pair.RecordName },
                ["other"] = new JsonObject { ["id"] = pair.OtherId.ToString(), ["name"] = pair.OtherName },
                ["reason"] = pair.Reason,
                ["found_at"] = Instant.Print(pair.FoundAt),
            });
        }

        return Http.Json(new JsonObject
        {
            ["count"] = page.Count,
            ["count_exact"] = true,
            ["next"] = from + size < page.Count ? ReadsApi.Link(context, "offset", FormattableString.Invariant($"{from + size}")) : null,
            ["previous"] = from > 0 ? ReadsApi.Link(context, "offset", FormattableString.Invariant($"{Math.Max(0, from - size)}")) : null,
            ["results"] = results,
        });
    }

    private static async Task<IResult> DismissAsync(Guid id, HttpContext context, IConflicts conflicts, CancellationToken cancel)
    {
        await conflicts.DismissAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }
}
