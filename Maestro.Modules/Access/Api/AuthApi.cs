using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>Signing in and out for scripts.</summary>
internal static class AuthApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/auth").WithTags("auth");
        group.MapPost("/token", SignInAsync).AllowAnonymous().WithSummary("Sign in with email and password, and code where there is a second factor; answers a session token");
        group.MapPost("/sign-out", SignOutAsync).WithSummary("End the session of the token sent");
    }

    private static async Task<IResult> SignInAsync(JsonObject body, HttpContext context, ITokens tokens, IAccess access, IPeople people, CancellationToken cancel)
    {
        var texts = body.Texts("email", "password");
        var issued = await tokens.SignInAsync(texts[0], texts[1], body["code"].Text(), context.Caller(), cancel);
        return await OpenedAsync(issued, context, access, people, cancel);
    }

    /// <summary>Answers a session just started.</summary>
    public static async Task<IResult> OpenedAsync(Issued issued, HttpContext context, IAccess access, IPeople people, CancellationToken cancel)
    {
        var actor = await access.ActorOfAsync(issued.UserId, null, cancel) ?? throw Problem.Missing("The user");
        context.Response.Headers.CacheControl = "no-store";
        return Answers.Json(new JsonObject
        {
            ["token"] = issued.Text,
            ["expires_at"] = Answers.Instant(issued.Token.ExpiresAt),
            ["user"] = Answers.Profile(await people.ProfileAsync(actor, cancel)),
        });
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, ITokens tokens, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        await tokens.SignOutAsync(actor, context.TokenId(), cancel);
        context.CloseSession();
        return TypedResults.NoContent();
    }
}
