using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Modules.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Notifications.Api;

/// <summary>Webhooks that get notifications, over HTTP: one's own, and those of teams.</summary>
internal static class HooksApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/me/webhook").WithTags("notifications");
        own.MapGet("", (HttpContext context, IHooks hooks, CancellationToken cancel) => FindAsync(Own(context), context, hooks, cancel)).WithSummary("The webhook that gets your notifications, and its last calls");
        own.MapPut("", (JsonObject body, HttpContext context, IHooks hooks, CancellationToken cancel) => SaveAsync(Own(context), body, context, hooks, cancel)).WithSummary("Have your notifications sent as JSON: {url, secret?}; the secret signs and is never answered");
        own.MapDelete("", (HttpContext context, IHooks hooks, CancellationToken cancel) => RemoveAsync(Own(context), context, hooks, cancel)).WithSummary("Take your webhook away");
        own.MapPost("/test", (HttpContext context, IHooks hooks, CancellationToken cancel) => TestAsync(Own(context), context, hooks, cancel)).WithSummary("Call your webhook once, now");
        var teams = api.MapGroup("/teams/{team:guid}/webhook").WithTags("notifications");
        teams.MapGet("", (Guid team, HttpContext context, IHooks hooks, CancellationToken cancel) => FindAsync(Subject.Team(team), context, hooks, cancel)).WithSummary("The webhook that gets a team's notifications (its administrators)");
        teams.MapPut("", (Guid team, JsonObject body, HttpContext context, IHooks hooks, CancellationToken cancel) => SaveAsync(Subject.Team(team), body, context, hooks, cancel)).WithSummary("Have a team's notifications sent as JSON: {url, secret?} (its administrators)");
        teams.MapDelete("", (Guid team, HttpContext context, IHooks hooks, CancellationToken cancel) => RemoveAsync(Subject.Team(team), context, hooks, cancel)).WithSummary("Take a team's webhook away (its administrators)");
        teams.MapPost("/test", (Guid team, HttpContext context, IHooks hooks, CancellationToken cancel) => TestAsync(Subject.Team(team), context, hooks, cancel)).WithSummary("Call a team's webhook once, now (its administrators)");
    }

    private static Subject Own(HttpContext context) => Subject.User(context.Actor().UserId);

    private static async Task<IResult> FindAsync(Subject owner, HttpContext context, IHooks hooks, CancellationToken cancel)
    {
        var hook = await hooks.FindAsync(context.Actor(), owner, cancel);
        var calls = await hooks.DeliveriesAsync(context.Actor(), owner, 20, cancel);
        return TypedResults.Json(new JsonObject { ["webhook"] = hook is null ? null : Print(hook), ["deliveries"] = new JsonArray([.. calls.Select(Print)]) }, Json.Compact);
    }

    private static async Task<IResult> SaveAsync(Subject owner, JsonObject body, HttpContext context, IHooks hooks, CancellationToken cancel)
    {
        var secret = body["secret"] is null ? null : body["secret"].Text() ?? throw Problem.Invalid("secret", "must be text");
        return TypedResults.Json(Print(await hooks.SaveAsync(context.Actor(), owner, body["url"].Text() ?? "", secret, cancel)), Json.Compact);
    }

    private static async Task<IResult> RemoveAsync(Subject owner, HttpContext context, IHooks hooks, CancellationToken cancel)
    {
        await hooks.RemoveAsync(context.Actor(), owner, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TestAsync(Subject owner, HttpContext context, IHooks hooks, CancellationToken cancel) =>
        TypedResults.Json(Print(await hooks.TestAsync(context.Actor(), owner, cancel)), Json.Compact);

    private static JsonObject Print(Hook hook) => new() { ["url"] = hook.Url, ["signed"] = hook.Signed, ["created_at"] = Instant.Print(hook.CreatedAt) };

    private static JsonObject Print(Delivery one) => new()
    {
        ["id"] = one.Id.ToString(),
        ["at"] = Instant.Print(one.At),
        ["status"] = one.Status,
        ["milliseconds"] = one.Milliseconds,
        ["response"] = one.Response,
        ["error"] = one.Error,
    };
}
