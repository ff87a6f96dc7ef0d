using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>The security trail over HTTP.</summary>
internal static class SecurityEventsApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/security-events", ListAsync).WithTags("security")
        .WithSummary("Who signed in and who changed people, teams, tokens, grants and options, newest first (administrators); action, outcome, actor, target, address, q, since and until narrow it");

    private static async Task<IResult> ListAsync(
        string? action, string? outcome, Guid? actor, Guid? target, string? address, string? q, string? since, string? until, int? limit, string? cursor, HttpContext context, ISecurityTrail trail, CancellationToken cancel)
    {
        if (limit is < 1 or > 1000)
            throw Problem.Malformed("limit is a whole number from 1 to 1000.");
        var query = new SecurityQuery
        {
            Limit = limit ?? 50,
            Cursor = Given(cursor),
            Action = Given(action),
            Succeeded = Given(outcome) switch { null => null, "success" => true, "failure" => false, _ => throw Problem.Malformed("outcome: is success or failure.") },
            Actor = actor,
            Target = target,
            Address = Given(address),
            Words = Given(q),
            Since = Moment("since", since),
            Until = Moment("until", until),
        };
        var page = await trail.ListAsync(context.Actor(), query, cancel);
        return Answers.Json(new JsonObject
        {
            ["count"] = page.Count,
            ["count_exact"] = page.CountExact,
            ["next"] = page.Next is null ? null : Next(context, page.Next),
            ["previous"] = null,
            ["results"] = new JsonArray([.. page.Rows.Select(Print)]),
        });
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTimeOffset? Moment(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return Instant.Read(text);
        }
        catch (FormatException wrong)
        {
            throw Problem.Malformed($"{name}: {wrong.Message}.");
        }
    }

    private static string Next(HttpContext context, string cursor)
    {
        var query = new QueryBuilder(context.Request.Query.Where(pair => pair.Key != "cursor").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))) { { "cursor", cursor } };
        return context.Request.PathBase + context.Request.Path + query.ToQueryString();
    }

    private static JsonObject Print(SecurityEvent one) => new()
    {
        ["id"] = one.Id.ToString(),
        ["at"] = Answers.Instant(one.At),
        ["actor"] = new JsonObject { ["id"] = one.ActorId?.ToString(), ["name"] = one.ActorName },
        ["address"] = one.Address,
        ["action"] = one.Action,
        ["outcome"] = one.Succeeded ? "success" : "failure",
        ["target"] = one.TargetType is null ? null : new JsonObject { ["type"] = one.TargetType, ["id"] = one.TargetId?.ToString(), ["name"] = one.TargetName },
        ["detail"] = one.Detail.DeepClone(),
    };
}
