using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Writing records of every Kind: each request makes drafts, the drafts a plan, and the plan is applied, all or none.</summary>
internal static class WritesApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(ReadsApi.KindRoute, CreateAsync);
        api.MapPatch(ReadsApi.KindRoute, BulkPatchAsync);
        api.MapDelete(ReadsApi.KindRoute, BulkRetireAsync);
        api.MapPatch(ReadsApi.KindRoute + "/{id:guid}", PatchAsync);
        api.MapPut(ReadsApi.KindRoute + "/{id:guid}", PutAsync);
        api.MapDelete(ReadsApi.KindRoute + "/{id:guid}", RetireAsync);
        api.MapPost(ReadsApi.KindRoute + "/{id:guid}/restore", RestoreAsync);
        api.MapPost(ReadsApi.KindRoute + "/{id:guid}/release", ReleaseAsync);
        api.MapPost(ReadsApi.KindRoute + "/{id:guid}/merge", MergeAsync);
        api.MapPut(ReadsApi.KindRoute + "/{id:guid}/grants", PutGrantsAsync);
    }

    private static async Task<IResult> CreateAsync(string kinds, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, IAccess access, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var body = await Http.BodyAsync(context, cancel);
        var (many, items) = body is JsonArray list ? (true, list.ToList()) : (false, [body]);
        var origin = Http.Origin(context);
        var drafts = items.Select(item => new Draft(kind.Name) { Fields = Fields(item), Grants = origin.IsPerson ? GrantText.In(item) : null, ExternalId = origin.IsPerson ? null : External(item) }).ToList();
        await GrantText.DemandAsync(access, drafts, cancel);
        var done = await RunAsync(context, planning, origin, drafts, $"Create {(many ? kind.LabelPlural : kind.Label).ToLowerInvariant()}", cancel);
        if (done.Answer is { } answer)
            return answer;
        var records = await RecordsAsync(context, inventory, catalogue, kind, done.Applied!.Ids, cancel);
        if (many)
            return Http.Json(new JsonArray([.. records]), StatusCodes.Status201Created);
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/{kind.Plural}/{done.Applied.Ids[0]}";
        context.Response.Headers.ETag = Http.ETag(records[0]["version"]!.GetValue<int>());
        return Http.Json(records[0], StatusCodes.Status201Created);
    }

    private static string? External(JsonNode? item) => (item as JsonObject)?["unique_id"] is JsonValue value ? value.ToString() : (item as JsonObject)?["name"].Text();

    private static JsonObject Fields(JsonNode? item) => (JsonObject)Http.Object(item, "A record").DeepClone();

    private static async Task<IResult> PatchAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, IAccess access, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var body = await Http.ObjectAsync(context, cancel);
        var draft = new Draft(kind.Name) { Id = id, Fields = Fields(body), Grants = GrantText.In(body), Version = Http.IfMatch(context) };
        await GrantText.DemandAsync(access, [draft], cancel);
        return await OneAsync(context, catalogue, inventory, planning, kind, draft, "Edit", cancel);
    }

    private static async Task<IResult> PutAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, IAccess access, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var body = await Http.ObjectAsync(context, cancel);
        var draft = new Draft(kind.Name) { Id = id, Fields = Fields(body), Grants = GrantText.In(body), Version = Http.IfMatch(context), Replace = true };
        await GrantText.DemandAsync(access, [draft], cancel);
        return await OneAsync(context, catalogue, inventory, planning, kind, draft, "Replace", cancel);
    }

    private static async Task<IResult> ReleaseAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var fields = (await Http.ObjectAsync(context, cancel))["fields"] as JsonArray ?? throw Problem.Invalid("fields", "must be a list of field paths");
        var draft = new Draft(kind.Name) { Id = id, Release = [.. fields.Select(field => field.Text() ?? "")] };
        return await OneAsync(context, catalogue, inventory, planning, kind, draft, "Release", cancel);
    }

    private static async Task<IResult> RestoreAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        return await OneAsync(context, catalogue, inventory, planning, kind, new Draft(kind.Name) { Id = id, Action = DraftAction.Restore }, "Restore", cancel);
    }

    private static async Task<IResult> OneAsync(HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, Kind kind, Draft draft, string title, CancellationToken cancel)
    {
        var done = await RunAsync(context, planning, Origin.Person(context.Actor()), [draft], $"{title} {kind.Label.ToLowerInvariant()}", cancel);
        if (done.Answer is { } answer)
            return answer;
        var record = (await RecordsAsync(context, inventory, catalogue, kind, done.Applied!.Ids, cancel))[0];
        context.Response.Headers.ETag = Http.ETag(record["version"]!.GetValue<int>());
        return Http.Json(record);
    }

    private static async Task<IResult> RetireAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IPlanning planning, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var draft = new Draft(kind.Name) { Id = id, Action = DraftAction.Retire, Version = Http.IfMatch(context) };
        var done = await RunAsync(context, planning, Origin.Person(context.Actor()), [draft], $"Retire {kind.Label.ToLowerInvariant()}", cancel);
        return done.Answer ?? TypedResults.NoContent();
    }

    private static async Task<IResult> BulkPatchAsync(string kinds, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, IAccess access, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var drafts = (await ListAsync(context, cancel)).Select(item => new Draft(kind.Name) { Id = Id(item), Fields = Fields(item), Grants = GrantText.In(item) }).ToList();
        await GrantText.DemandAsync(access, drafts, cancel);
        var done = await RunAsync(context, planning, Origin.Person(context.Actor()), drafts, $"Edit {kind.LabelPlural.ToLowerInvariant()}", cancel);
        return done.Answer ?? Http.Json(new JsonArray([.. await RecordsAsync(context, inventory, catalogue, kind, done.Applied!.Ids, cancel)]));
    }

    private static async Task<IResult> BulkRetireAsync(string kinds, HttpContext context, IKinds catalogue, IPlanning planning, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var drafts = (await ListAsync(context, cancel)).Select(item => new Draft(kind.Name) { Id = Id(item), Action = DraftAction.Retire }).ToList();
        var done = await RunAsync(context, planning, Origin.Person(context.Actor()), drafts, $"Retire {kind.LabelPlural.ToLowerInvariant()}", cancel);
        return done.Answer ?? TypedResults.NoContent();
    }

    private static async Task<JsonArray> ListAsync(HttpContext context, CancellationToken cancel) =>
        await Http.BodyAsync(context, cancel) as JsonArray ?? throw Problem.Malformed("The body must be a list of records, each with its id.");

    private static Guid Id(JsonNode? item) =>
        Guid.TryParse(Http.Object(item, "A record")["id"].Text(), out var id) ? id : throw Problem.Malformed("Each record needs its id.");

    private static async Task<IResult> MergeAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var from = Guid.TryParse((await Http.ObjectAsync(context, cancel))["from"].Text(), out var loser) ? loser : throw Problem.Invalid("from", "must be the id of the record to merge in");
        await planning.MergeAsync(context.Actor(), id, from, cancel);
        return Http.Json((await RecordsAsync(context, inventory, catalogue, kind, [id], cancel))[0]);
    }

    private static async Task<IResult> PutGrantsAsync(string kinds, Guid id, HttpContext context, IKinds catalogue, IInventory inventory, IPlanning planning, IAccess access, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var body = await Http.BodyAsync(context, cancel) as JsonArray ?? throw Problem.Malformed("The body must be a list of grants.");
        var grants = body.Select(GrantText.Read).ToList();
        var draft = new Draft(kind.Name) { Id = id, Grants = grants, Version = Http.IfMatch(context) };
        await GrantText.DemandAsync(access, [draft], cancel);
        var done = await RunAsync(context, planning, Origin.Person(context.Actor()), [draft], "Change access", cancel);
        if (done.Answer is { } answer)
            return answer;
        // Who has left himself out has done what he asked, and sees no more of it.
        var page = await inventory.ListAsync(context.Actor(), new Query { Kind = kind.Root, Ids = [id], Active = null, Limit = 1, Counted = false }, cancel);
        return page.Rows.Count == 0 ? TypedResults.NoContent() : Http.Json(ProvenanceJson.Of(await inventory.GrantsAsync(context.Actor(), id, cancel)));
    }

    private static async Task<(IResult? Answer, Applied? Applied)> RunAsync(HttpContext context, IPlanning planning, Origin origin, IReadOnlyList<Draft> drafts, string title, CancellationToken cancel)
    {
        var actor = context.Actor();
        var plan = await planning.PlanAsync(actor, origin, drafts, new PlanOptions { Title = title, Match = !origin.IsPerson }, cancel);
        if (Http.Flag(context, "dry_run"))
            return (Http.Json(RecordJson.Of(plan)), null);
        var reason = context.Request.Headers["X-Maestro-Reason"].ToString();
        return (null, await planning.ApplyAsync(actor, plan, new ApplyOptions(reason.Length > 0 ? reason : null), cancel));
    }

    private static async Task<List<JsonNode>> RecordsAsync(HttpContext context, IInventory inventory, IKinds catalogue, Kind kind, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Record>();
        foreach (var part in ids.Chunk(1_000))
        {
            var page = await inventory.ListAsync(context.Actor(), new Query { Kind = kind.Root, Ids = part, Active = null, Limit = part.Length, Counted = false }, cancel);
            foreach (var record in page.Rows)
                found[record.Id] = record;
        }

        return [.. ids.Where(found.ContainsKey).Select(id => (JsonNode)RecordJson.Of(found[id], catalogue.Get(found[id].Kind)))];
    }
}
