using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Somebody is recognized, and may do what the request's method does.</summary>
/// <param name="ApiOnly">True for the fallback: only paths below <c>/api/v1</c> are held to it.</param>
internal sealed record ActorRequirement(bool ApiOnly) : IAuthorizationRequirement;

/// <summary>Marks endpoints that keep to what a token reaches of records.</summary>
internal sealed record ForRecords;

internal sealed class ActorRequirementHandler : AuthorizationHandler<ActorRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ActorRequirement requirement)
    {
        if (context.Resource is not HttpContext http)
        {
            if (context.User.Identity is { IsAuthenticated: true })
                context.Succeed(requirement);
        }
        else if (requirement.ApiOnly && !http.Request.Path.StartsWithSegments("/api/v1"))
            context.Succeed(requirement);
        else if (http.Features.Get<Visitor>() is { } visitor)
        {
            visitor.Refusal = RefusalOf(http.Request, visitor);
            if (visitor.Refusal is null)
                context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }

    private static string? RefusalOf(HttpRequest request, Visitor visitor)
    {
        if (visitor.Who.Actor.RecordsOnly && request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ForRecords>() is null)
            return "This token is for records only.";
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return null;
        if (!visitor.Who.Actor.MayWrite)
            return "This token may only read.";
        return visitor.ByCookie && IsFromElsewhere(request) ? "This request comes from another site." : null;
    }

    /// <summary>A browser sends a cookie by itself, so it has to say that our own page asks.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is not ("same-origin" or "none");
        var origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Authority != request.Host.Value);
    }
}
