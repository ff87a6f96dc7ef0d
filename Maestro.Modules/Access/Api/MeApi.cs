using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>One's own account: profile, password, tokens, sessions.</summary>
internal static class MeApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/me").WithTags("me");
        api.ForRecords().MapGroup("/me").WithTags("me").MapGet("", GetAsync).WithSummary("Who you are, your teams and what you may do");
        group.MapPatch("", PatchAsync).WithSummary("Change your profile");
        group.MapDelete("", DeleteAsync).WithSummary("End your account for good: {current_password, records_to?: user:<id> or team:<id>}");
        group.MapPut("/password", PasswordAsync).WithSummary("Change your password; ends your other sessions");
        group.MapGet("/tokens", (HttpContext context, ITokens tokens, CancellationToken cancel) => ListAsync(TokenKind.Api, context, tokens, cancel)).WithSummary("Your API tokens");
        group.MapPost("/tokens", CreateTokenAsync).WithSummary("Create an API token: {name, scope, expires_at, kinds: [], networks: []}; its text is shown only here");
        group.MapDelete("/tokens/{id:guid}", (Guid id, HttpContext context, ITokens tokens, CancellationToken cancel) => RevokeAsync(TokenKind.Api, id, context, tokens, cancel)).WithSummary("Revoke an API token");
        group.MapGet("/sessions", (HttpContext context, ITokens tokens, CancellationToken cancel) => ListAsync(TokenKind.Session, context, tokens, cancel)).WithSummary("Your sessions");
        group.MapDelete("/sessions", SignOutEverywhereAsync).WithSummary("End every session of yours, this one included");
        group.MapDelete("/sessions/{id:guid}", (Guid id, HttpContext context, ITokens tokens, CancellationToken cancel) => RevokeAsync(TokenKind.Session, id, context, tokens, cancel)).WithSummary("End a session");
    }

    private static async Task<IResult> GetAsync(HttpContext context, IPeople people, CancellationToken cancel)
    {
        var actor = context.Actor();
        if (actor.IsService)
            return Answers.Json(Me(actor, null));
        return Answers.Json(Me(actor, await people.ProfileAsync(actor, cancel)));
    }

    private static async Task<IResult> PatchAsync(JsonObject body, HttpContext context, IPeople people, CancellationToken cancel)
    {
        var actor = context.Actor();
        if (body.ContainsKey("email"))
            context.DemandSession();
        return Answers.Json(Me(actor, await people.ChangeProfileAsync(actor, body, cancel)));
    }

    private static async Task<IResult> DeleteAsync([FromBody] JsonObject body, HttpContext context, IPeople people, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        await people.DeleteOwnAsync(actor, body["current_password"].Text() ?? "", Bodies.Subject(body["records_to"].Text()), cancel);
        context.CloseSession();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> PasswordAsync(JsonObject body, HttpContext context, IPeople people, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        var texts = body.Texts("current_password", "password");
        await people.ChangePasswordAsync(actor, texts[0], texts[1], context.TokenId(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(TokenKind kind, HttpContext context, ITokens tokens, CancellationToken cancel)
    {
        var (limit, offset) = Answers.Paging(context.Request);
        var rows = await tokens.ListAsync(context.Actor(), kind, cancel);
        var current = context.TokenId();
        return Answers.List(context.Request, new Page<Token>([.. rows.Skip(offset).Take(limit)], rows.Count, true, null), token => Answers.Token(token, current));
    }

    private static async Task<IResult> CreateTokenAsync(JsonObject body, HttpContext context, ITokens tokens, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        var issued = await tokens.CreateAsync(actor, Bodies.Token(body), cancel);
        return Answers.Issued(context, "me/tokens", issued);
    }

    private static async Task<IResult> RevokeAsync(TokenKind kind, Guid id, HttpContext context, ITokens tokens, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        await tokens.RevokeAsync(actor, kind, id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext context, ITokens tokens, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        await tokens.RevokeSessionsAsync(actor, null, cancel);
        context.CloseSession();
        return TypedResults.NoContent();
    }

    private static JsonObject Me(Actor actor, Profile? profile)
    {
        var rights = new JsonObject { ["read"] = true, ["write"] = actor.MayWrite, ["admin"] = actor.IsAdmin };
        if (actor.OnlyKinds is { } kinds)
            rights["kinds"] = new JsonArray([.. kinds.Order(StringComparer.Ordinal).Select(kind => (JsonNode)kind)]);
        return new JsonObject
        {
            ["user"] = profile is null ? null : Answers.Profile(profile),
            ["name"] = actor.Name,
            ["service"] = actor.IsService,
            ["team"] = actor.TeamId,
            ["teams"] = new JsonArray([.. actor.Teams.Select(team =>
                new JsonObject { ["id"] = team.TeamId, ["name"] = team.Name, ["level"] = Answers.Level(team.Level) })]),
            ["rights"] = rights,
        };
    }
}
