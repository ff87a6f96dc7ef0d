using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Access;

/// <summary>What an endpoint asks of its request: who sent it. Pages ask <c>IViewer</c> instead; a circuit has no request.</summary>
public static class ActorContext
{
    private const string TeamHeader = "X-Maestro-Team";

    /// <summary>The actor behind the request, acting for the team in the header <c>X-Maestro-Team</c>. Throws <see cref="Problem"/>: signed out, malformed, denied for a team the user is not in.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var actor = Visitor(context).Who.Actor with { Address = context.Connection.RemoteIpAddress?.ToString() };
        var header = context.Request.Headers[TeamHeader].ToString();
        if (header.Length == 0)
            return actor;
        if (!Guid.TryParse(header, out var team))
            throw Problem.Malformed($"{TeamHeader} must be the id of a team.");
        return actor.Teams.Any(membership => membership.TeamId == team)
            ? actor with { TeamId = team }
            : throw Problem.Denied("You are not a member of the team in X-Maestro-Team.");
    }

    /// <summary>The actor behind a request that goes on for long, with the rights of this moment; null when its session or token has ended meanwhile.</summary>
    public static async Task<Actor?> ActorAnewAsync(this HttpContext context, CancellationToken cancel)
    {
        var (text, byCookie) = TokenHandler.TextOf(context.Request);
        var address = context.Connection.RemoteIpAddress?.ToString();
        var who = await context.RequestServices.GetRequiredService<Recognition>().TokenAsync(text ?? "", address, cancel);
        if (who is null || !who.IsWelcomeFrom(address) || (byCookie && who.Kind != TokenKind.Session))
            return null;
        context.Features.Set(new Visitor(who, byCookie));
        try
        {
            return context.Actor();
        }
        catch (Problem left) when (left.Kind == ProblemKind.Denied)
        {
            // No longer in the team that the request named.
            return null;
        }
    }

    /// <summary>
    /// A group of endpoints that keep to what a token may reach of records, and so are open to tokens of services and those limited
    /// to some Kinds. Whatever is mapped elsewhere refuses them.
    /// </summary>
    public static IEndpointRouteBuilder ForRecords(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("");
        group.WithMetadata(new ForRecords());
        return group;
    }

    /// <summary>Id of the session or API token that the request came with.</summary>
    public static Guid TokenId(this HttpContext context) => Visitor(context).Who.TokenId;

    /// <summary>Where the request comes from.</summary>
    public static Caller Caller(this HttpContext context) =>
        new(context.Connection.RemoteIpAddress?.ToString() ?? "unknown", context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);

    /// <summary>Gives the browser the cookie of a session just started.</summary>
    public static void OpenSession(this HttpContext context, Issued session)
    {
        var options = CookieOptions(context);
        options.Expires = session.Token.ExpiresAt;
        context.Response.Cookies.Append(TokenHandler.Cookie, session.Text, options);
    }

    /// <summary>Takes the cookie back.</summary>
    public static void CloseSession(this HttpContext context) => context.Response.Cookies.Delete(TokenHandler.Cookie, CookieOptions(context));

    /// <summary>Throws <see cref="Problem"/> (denied) unless the request came with a session: an API token cannot make credentials that outlive it.</summary>
    internal static void DemandSession(this HttpContext context)
    {
        if (Visitor(context).Who.Kind != TokenKind.Session)
            throw Problem.Denied("Passwords, e-mail addresses, tokens and sessions are managed after signing in with the password, not with an API token.");
    }

    private static Visitor Visitor(HttpContext context) =>
        context.Features.Get<Visitor>() ?? throw new Problem(ProblemKind.SignedOut, "Sign in first.");

    private static CookieOptions CookieOptions(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
    };
}
