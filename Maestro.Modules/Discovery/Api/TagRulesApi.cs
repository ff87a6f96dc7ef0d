using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Discovery.Api;

/// <summary>What tags mean, over HTTP.</summary>
internal static class TagRulesApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var tags = api.MapGroup("/settings/tags").WithTags("settings");
        tags.MapGet("", GetAsync).WithSummary("What tags at providers mean: {rules: {key: field}, stored, defaults, fields} (administrators)");
        tags.MapPut("", PutAsync).WithSummary("Replace the rules: {rules: {key: field}}; they hold for the next batch of every crawl (administrators)");
        tags.MapDelete("", DeleteAsync).WithSummary("Go back to the rules of the settings (administrators)");
        tags.MapPost("/try", TryAsync).WithSummary("What tags would fill and link: {kind, tags: {key: value}, rules?} (administrators)");
    }

    private static async Task<IResult> GetAsync(HttpContext context, ITagRules rules, CancellationToken cancel)
    {
        var now = await rules.GetAsync(context.Actor(), cancel);
        return TypedResults.Json(new JsonObject { ["rules"] = Of(now.Rules), ["stored"] = now.Stored, ["defaults"] = Of(now.Defaults), ["fields"] = new JsonArray([.. now.Fields.Select(field => JsonValue.Create(field))]) }, Json.Compact);
    }

    private static async Task<IResult> PutAsync(HttpContext context, ITagRules rules, CancellationToken cancel)
    {
        var body = await RecordAnswer.BodyAsync(context, cancel);
        await rules.SaveAsync(context.Actor(), Pairs("rules", body["rules"] ?? throw Problem.Invalid("rules", "is required: {key: field}")), cancel);
        return await GetAsync(context, rules, cancel);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ITagRules rules, CancellationToken cancel)
    {
        await rules.SaveAsync(context.Actor(), null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TryAsync(HttpContext context, ITagRules rules, CancellationToken cancel)
    {
        var body = await RecordAnswer.BodyAsync(context, cancel);
        var outcomes = await rules.TryAsync(context.Actor(), body["kind"].Text() ?? "server", Pairs("tags", body["tags"] ?? throw Problem.Invalid("tags", "is required: {key: value}")),
            body["rules"] is { } given ? Pairs("rules", given) : null, cancel);
        return TypedResults.Json(new JsonObject
        {
            ["results"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)new JsonObject
            {
                ["key"] = outcome.Key, ["value"] = outcome.Value, ["field"] = outcome.Field, ["problem"] = outcome.Problem,
                ["links"] = new JsonArray([.. outcome.Links.Select(record => (JsonNode)new JsonObject { ["id"] = record.Id.ToString(), ["kind"] = record.Kind, ["name"] = record.Name })]),
            })]),
        }, Json.Compact);
    }

    private static JsonObject Of(IReadOnlyDictionary<string, string> pairs) =>
        new(pairs.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static Dictionary<string, string> Pairs(string what, JsonNode node) => node is JsonObject pairs && pairs.All(pair => pair.Value.Text() is not null)
        ? pairs.ToDictionary(pair => pair.Key, pair => pair.Value.Text()!)
        : throw Problem.Invalid(what, "must be an object of texts");
}
