using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>The second factor of signing in.</summary>
internal static class SecondFactorApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/me/second-factor").WithTags("me");
        group.MapGet("", GetAsync).WithSummary("Whether you have a second factor, and how many recovery codes are left");
        group.MapPost("", BeginAsync).WithSummary("Make a secret for an authenticator program; needs current_password");
        group.MapPost("/confirm", ConfirmAsync).WithSummary("Switch it on with a code of the program; answers the recovery codes, shown only here");
        group.MapPost("/recovery-codes", RenewAsync).WithSummary("Replace the recovery codes; needs current_password");
        group.MapPost("/remove", RemoveAsync).WithSummary("Switch it off; needs current_password");
        api.MapGroup("/users").WithTags("users").MapDelete("/{id:guid}/second-factor", ResetAsync).WithSummary("Switch off a second factor that somebody has lost (administrators)");
    }

    private static async Task<IResult> GetAsync(HttpContext context, ISecondFactor factor, CancellationToken cancel)
    {
        var state = await factor.StateAsync(context.Actor(), cancel);
        return Answers.Json(new JsonObject { ["on"] = state.On, ["since"] = state.Since is { } since ? Answers.Instant(since) : null, ["recovery_codes_left"] = state.CodesLeft });
    }

    private static async Task<IResult> BeginAsync(JsonObject body, HttpContext context, ISecondFactor factor, CancellationToken cancel)
    {
        var actor = Demand(context);
        var enrolment = await factor.BeginAsync(actor, body["current_password"].Text() ?? "", cancel);
        return Secret(context, new JsonObject { ["secret"] = enrolment.Secret, ["uri"] = enrolment.Uri });
    }

    private static async Task<IResult> ConfirmAsync(JsonObject body, HttpContext context, ISecondFactor factor, CancellationToken cancel)
    {
        var actor = Demand(context);
        return Codes(context, await factor.ConfirmAsync(actor, body.Texts("code")[0], cancel));
    }

    private static async Task<IResult> RenewAsync(JsonObject body, HttpContext context, ISecondFactor factor, CancellationToken cancel)
    {
        var actor = Demand(context);
        return Codes(context, await factor.RenewCodesAsync(actor, body["current_password"].Text() ?? "", cancel));
    }

    private static async Task<IResult> RemoveAsync(JsonObject body, HttpContext context, ISecondFactor factor, CancellationToken cancel)
    {
        var actor = Demand(context);
        await factor.RemoveAsync(actor, body["current_password"].Text() ?? "", cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ResetAsync(Guid id, HttpContext context, ISecondFactor factor, CancellationToken cancel)
    {
        await factor.ResetAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static Kernel.Actor Demand(HttpContext context)
    {
        var actor = context.Actor();
        context.DemandSession();
        return actor;
    }

    private static IResult Codes(HttpContext context, IReadOnlyList<string> codes) =>
        Secret(context, new JsonObject { ["recovery_codes"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]) });

    private static IResult Secret(HttpContext context, JsonObject body)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Answers.Json(body);
    }
}
