using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Reading records of every Kind.</summary>
internal static class ReadsApi
{
    /// <summary>Kind segment of a route: never one of the fixed paths, which routing prefers.</summary>
    internal const string KindRoute = "/{kinds:regex(^[a-z][a-z0-9-]*$)}";

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(KindRoute, ListAsync);
        api.MapGet(KindRoute + "/{id:guid}", GetAsync);
        api.MapGet(KindRoute + "/{id:guid}/links", LinksAsync);
        api.MapGet(KindRoute + "/{id:guid}/sources", SourcesAsync);
        api.MapGet(KindRoute + "/{id:guid}/grants", GrantsAsync);
        api.MapGet(KindRoute + "/{id:guid}/access", AccessAsync);
        api.MapGet(KindRoute + "/facets", FacetsAsync);
        api.MapGet("/search", SearchAsync);
    }

    private static async Task<IResult> ListAsync(string kinds, HttpContext context, IKinds catalogue, IInventory inventory, QueryText text, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var query = text.Read(kind, context.Request.Query);
        var page = await inventory.ListAsync(context.Actor(), query, cancel);
        var (brief, fields, omit) = (Http.Flag(context, "brief"), Http.Names(context, "fields"), Http.Names(context, "omit"));
        var results = new JsonArray();
        foreach (var record in page.Rows)
        {
            var own = catalogue.Get(record.Kind);
            results.Add((JsonNode)(brief ? RecordJson.Brief(record, own) : RecordJson.Pick(RecordJson.Of(record, own), fields, omit)));
        }

        return Http.Json(Envelope(context, query, page, results));
    }

    private static JsonObject Envelope(HttpContext context, Query query, Page<Record> page, JsonArray results) => new()
    {
        ["count"] = page.Count,
        ["count_exact"] = page.CountExact,
        ["next"] = page.Next is null ? null : query.Cursor is null ? Link(context, "offset", FormattableString.Invariant($"{query.Offset + query.Limit}")) : Link(context, "cursor", page.Next),
        ["previous"] = query.Cursor is null && query.Offset > 0 ? Link(context, "offset", FormattableString.Invariant($"{Math.Max(0, query.Offset - query.Limit)}")) : null,
        ["cursor"] = page.Next,
        ["results"] = results,
    };

    /// <summary>The same request with one parameter set.</summary>
    internal static string Link(HttpContext context, string name, string value)
    {
        var parameters = context.Request.Query.Where(pair => pair.Key != name).ToDictionary();
        return QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(context.Request.PathBase + context.Request.Path, parameters), name, value);
    }

    private static async Task<IResult> GetAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, QueryText text, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var at = text.Read(kind, context.Request.Query.Where(pair => pair.Key == "at")).At;
        var record = await inventory.GetAsync(context.Actor(), kind.Name, id, at, cancel);
        context.Response.Headers.ETag = Http.ETag(record.Version);
        return Http.Json(RecordJson.Pick(RecordJson.Of(record, catalogue.Get(record.Kind)), Http.Names(context, "fields"), Http.Names(context, "omit")));
    }

    private static async Task<IResult> LinksAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, CancellationToken cancel)
    {
        await inventory.GetAsync(context.Actor(), Http.Kind(catalogue, kinds).Name, id, null, cancel);
        var links = await inventory.LinksAsync(context.Actor(), id, cancel);
        var results = new JsonArray();
        foreach (var link in links.Rows)
        {
            results.Add((JsonNode)new JsonObject
            {
                ["relation"] = link.Relation,
                ["direction"] = link.Outgoing ? "out" : "in",
                ["field"] = link.Path,
                ["record"] = new JsonObject { ["id"] = link.Id.ToString(), ["kind"] = link.Kind, ["name"] = link.Name, ["state"] = RecordJson.Word(link.State) },
                ["fields"] = link.Fields.Copy(),
            });
        }

        return Http.Json(new JsonObject { ["count"] = links.Rows.Count, ["hidden"] = links.Hidden, ["results"] = results });
    }

    private static async Task<IResult> SourcesAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, CancellationToken cancel)
    {
        await inventory.GetAsync(context.Actor(), Http.Kind(catalogue, kinds).Name, id, null, cancel);
        return Http.Json(ProvenanceJson.Of(await inventory.SourcesAsync(context.Actor(), id, cancel)));
    }

    private static async Task<IResult> GrantsAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, CancellationToken cancel)
    {
        await inventory.GetAsync(context.Actor(), Http.Kind(catalogue, kinds).Name, id, null, cancel);
        return Http.Json(ProvenanceJson.Of(await inventory.GrantsAsync(context.Actor(), id, cancel)));
    }

    private static async Task<IResult> AccessAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IEffectiveAccess access, CancellationToken cancel) =>
        Http.Json(ProvenanceJson.Of(await access.OfAsync(context.Actor(), Http.Kind(catalogue, kinds).Name, id, cancel), context.Actor()));

    private static async Task<IResult> FacetsAsync(string kinds, string group, HttpContext context, IKinds catalogue, IInventory inventory, QueryText text, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var facets = await inventory.FacetAsync(context.Actor(), text.Read(kind, context.Request.Query), group, 100, cancel);
        var results = new JsonArray();
        foreach (var facet in facets)
            results.Add((JsonNode)new JsonObject { ["value"] = facet.Value, ["count"] = facet.Count });
        return Http.Json(new JsonObject { ["group"] = group, ["results"] = results });
    }

    private static async Task<IResult> SearchAsync(HttpContext context, IKinds catalogue, IInventory inventory, CancellationToken cancel)
    {
        var words = context.Request.Query["q"].ToString();
        if (string.IsNullOrWhiteSpace(words))
            throw Problem.Malformed("q: say what to search for.");
        var kind = context.Request.Query["kind"].ToString() is { Length: > 0 } name ? catalogue.Find(name) ?? throw Problem.Malformed($"kind: there is no kind \"{name}\".") : null;
        var records = await inventory.SearchAsync(context.Actor(), words, kind?.Name, 50, cancel);
        var results = new JsonArray();
        foreach (var record in records)
            results.Add((JsonNode)RecordJson.Of(record, catalogue.Get(record.Kind)));
        return Http.Json(new JsonObject { ["count"] = records.Count, ["count_exact"] = records.Count < 50, ["next"] = null, ["previous"] = null, ["results"] = results });
    }
}
