using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Audit.Api;

/// <summary>History over HTTP: per record, and by change set.</summary>
internal static class HistoryApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/{kinds:regex(^[a-z][a-z0-9-]*$)}/{id:guid}/history", HistoryAsync);
        api.MapGet("/{kinds:regex(^[a-z][a-z0-9-]*$)}/{id:guid}/diff", DiffAsync);
        var sets = api.MapGroup("/change-sets").WithTags("history");
        sets.MapGet("", SetsAsync).WithSummary("Change sets, newest first; source, person, q, since and until narrow them");
        sets.MapGet("/{id:guid}", SetAsync).WithSummary("One change set with its readable changes");
    }

    private static async Task<IResult> HistoryAsync(string kinds, Guid id, string? field, int? limit, string? cursor, HttpContext context, IKinds catalogue, IAudit audit, CancellationToken cancel)
    {
        Demand(catalogue, kinds);
        var page = await audit.HistoryAsync(context.Actor(), id, field, Limit(limit), cursor, cancel);
        return Answer(context, page, page.Rows.Select(Print));
    }

    private static async Task<IResult> DiffAsync(string kinds, Guid id, string? from, string? to, HttpContext context, IKinds catalogue, IAudit audit, TimeProvider time, CancellationToken cancel)
    {
        Demand(catalogue, kinds);
        var start = Moment("from", from) ?? throw Problem.Malformed("from: say from which moment.");
        var end = Moment("to", to) ?? time.GetUtcNow();
        if (end > time.GetUtcNow())
            throw Problem.Malformed("to: lies in the future.");
        var fields = await audit.DiffAsync(context.Actor(), id, start, end, cancel);
        return TypedResults.Json(new JsonObject { ["from"] = Instant.Print(start), ["to"] = Instant.Print(end), ["fields"] = Print(fields) }, Json.Compact);
    }

    private static async Task<IResult> SetsAsync(string? source, Guid? person, string? q, string? since, string? until, int? limit, string? cursor, HttpContext context, IAudit audit, CancellationToken cancel)
    {
        var query = new ChangeSetQuery(Limit(limit), string.IsNullOrEmpty(cursor) ? null : cursor, source, person, q, Moment("since", since), Moment("until", until));
        var page = await audit.ChangeSetsAsync(context.Actor(), query, cancel);
        return Answer(context, page, page.Rows.Select(Print));
    }

    private static async Task<IResult> SetAsync(Guid id, int? limit, string? cursor, HttpContext context, IAudit audit, CancellationToken cancel)
    {
        var set = Print(await audit.ChangeSetAsync(context.Actor(), id, cancel));
        var page = await audit.ChangesAsync(context.Actor(), id, Limit(limit), cursor, cancel);
        set["changes"] = new JsonArray([.. page.Rows.Select(Print)]);
        set["next"] = page.Next is null ? null : Next(context, page.Next);
        return TypedResults.Json(set, Json.Compact);
    }

    private static void Demand(IKinds catalogue, string kinds)
    {
        if (catalogue.Find(kinds) is not { } kind || kind.Plural != kinds)
            throw Problem.Missing($"/{kinds}");
    }

    private static int Limit(int? limit) => limit is null ? 50 : limit is >= 1 and <= 1000 ? limit.Value : throw Problem.Malformed("limit is a whole number from 1 to 1000.");

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

    private static IResult Answer<T>(HttpContext context, Page<T> page, IEnumerable<JsonNode> results) => TypedResults.Json(
        new JsonObject
        {
            ["count"] = page.Count,
            ["count_exact"] = page.CountExact,
            ["next"] = page.Next is null ? null : Next(context, page.Next),
            ["previous"] = null,
            ["results"] = new JsonArray([.. results]),
        }, Json.Compact);

    private static string Next(HttpContext context, string cursor)
    {
        var query = new QueryBuilder(context.Request.Query.Where(pair => pair.Key != "cursor").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))) { { "cursor", cursor } };
        return context.Request.PathBase + context.Request.Path + query.ToQueryString();
    }

    private static JsonObject Print(Change change) => new()
    {
        ["id"] = change.Id,
        ["change_set"] = change.ChangeSet.ToString(),
        ["record"] = new JsonObject { ["id"] = change.RecordId.ToString(), ["kind"] = change.Kind, ["name"] = change.Name },
        ["action"] = change.Action,
        ["version"] = change.Version,
        ["at"] = Instant.Print(change.At),
        ["actor"] = new JsonObject { ["id"] = change.ActorId.ToString(), ["name"] = change.ActorName, ["as_admin"] = change.AsAdmin },
        ["source"] = new JsonObject { ["type"] = change.Source, ["name"] = change.SourceName },
        ["reason"] = change.Reason,
        ["fields"] = Print(change.Fields),
    };

    private static JsonArray Print(IReadOnlyList<FieldChange> fields) =>
        new([.. fields.Select(field => (JsonNode)new JsonObject { ["field"] = field.Path, ["before"] = field.Before.Copy(), ["after"] = field.After.Copy() })]);

    private static JsonObject Print(ChangeSet set)
    {
        var counts = new JsonObject();
        foreach (var (kind, count) in set.Kinds)
            counts[kind] = count;
        return new JsonObject
        {
            ["id"] = set.Id.ToString(),
            ["at"] = Instant.Print(set.At),
            ["actor"] = new JsonObject { ["id"] = set.ActorId.ToString(), ["name"] = set.ActorName, ["as_admin"] = set.AsAdmin },
            ["source"] = new JsonObject { ["type"] = set.Source, ["name"] = set.SourceName },
            ["title"] = set.Title,
            ["reason"] = set.Reason,
            ["plan"] = set.PlanId?.ToString(),
            ["undoes"] = set.Undoes?.ToString(),
            ["undone_by"] = set.UndoneBy?.ToString(),
            ["count"] = set.Count,
            ["kinds"] = counts,
        };
    }
}
