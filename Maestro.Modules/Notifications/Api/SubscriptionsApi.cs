using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Notifications.Api;

/// <summary>One's subscriptions over HTTP.</summary>
internal static class SubscriptionsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/subscriptions").WithTags("notifications");
        all.MapGet("", ListAsync).WithSummary("Lists whose new, changed and gone records you are told of");
        all.MapPost("", CreateAsync).WithSummary("Subscribe to a list: {kind, name, query: as in its address, new?, changed?, gone?}");
        all.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change what a subscription tells of: {new?, changed?, gone?}");
        all.MapDelete("/{id:guid}", RemoveAsync).WithSummary("End a subscription");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ISubscriptions subscriptions, CancellationToken cancel)
    {
        var all = await subscriptions.ListAsync(context.Actor(), cancel);
        return TypedResults.Json(new JsonObject { ["count"] = all.Count, ["count_exact"] = true, ["next"] = null, ["previous"] = null, ["results"] = new JsonArray([.. all.Select(Print)]) }, Json.Compact);
    }

    private static async Task<IResult> CreateAsync(JsonObject body, HttpContext context, ISubscriptions subscriptions, CancellationToken cancel)
    {
        var made = await subscriptions.CreateAsync(context.Actor(), new NewSubscription(body["kind"].Text() ?? "", body["name"].Text() ?? "", body["query"].Text() ?? "", Read(body, new(true, false, true))), cancel);
        return TypedResults.Json(Print(made), Json.Compact, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(Guid id, JsonObject body, HttpContext context, ISubscriptions subscriptions, CancellationToken cancel)
    {
        var had = (await subscriptions.ListAsync(context.Actor(), cancel)).FirstOrDefault(one => one.Id == id) ?? throw Problem.Missing("This subscription");
        return TypedResults.Json(Print(await subscriptions.ChangeAsync(context.Actor(), id, Read(body, had.Of), cancel)), Json.Compact);
    }

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext context, ISubscriptions subscriptions, CancellationToken cancel)
    {
        await subscriptions.RemoveAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static Interest Read(JsonObject body, Interest otherwise)
    {
        bool Flag(string name, bool had) => body[name] switch
        {
            null => had,
            JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
            _ => throw Problem.Invalid(name, "must be true or false"),
        };
        return new(Flag("new", otherwise.Fresh), Flag("changed", otherwise.Changed), Flag("gone", otherwise.Gone));
    }

    private static JsonObject Print(Subscription one) => new()
    {
        ["id"] = one.Id.ToString(), ["kind"] = one.Kind, ["name"] = one.Name, ["query"] = one.Query, ["new"] = one.Of.Fresh, ["changed"] = one.Of.Changed, ["gone"] = one.Of.Gone, ["created_at"] = Instant.Print(one.CreatedAt),
    };
}
