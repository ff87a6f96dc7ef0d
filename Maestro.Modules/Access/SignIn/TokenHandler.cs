using System.Security.Claims;
using System.Text.Encodings.Web;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Maestro.Modules.Access.SignIn;

/// <summary>The one way to be recognized by HTTP: a token as <c>Authorization: Bearer</c>, or a session in our cookie.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Recognition recognition, Refusals refusals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Maestro";
    public const string Cookie = "maestro";
    private const string Bearer = "Bearer ";
    private string? refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (text, byCookie) = TextOf(Request);
        if (byCookie && string.IsNullOrEmpty(text))
            return AuthenticateResult.NoResult();
        var who = await recognition.TokenAsync(text ?? "", Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted);
        if (who is null || (byCookie && who.Kind != TokenKind.Session))
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        var address = Context.Connection.RemoteIpAddress?.ToString();
        if (!who.IsWelcomeFrom(address))
        {
            await refusals.TellAsync(who, address, Context.RequestAborted);
            refusal = $"This token is not accepted from {address}.";
            return AuthenticateResult.Fail(refusal);
        }

        Context.Features.Set(new Visitor(who, byCookie));
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(who), Name));
    }

    /// <summary>The token that a request holds, and whether it is in the cookie.</summary>
    internal static (string? Text, bool ByCookie) TextOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? (request.Cookies[Cookie], true) : (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "", false);
    }

    /// <summary>Nobody is recognized: a program is told so, a person is sent to the sign-in page and back.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!IsPage)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            return WriteAsync(ProblemKind.SignedOut, refusal ?? "Sign in, or send a valid token: Authorization: Bearer …");
        }
        var back = UriHelper.BuildRelative(default, Request.Path, Request.QueryString);
        Response.Redirect($"{Request.PathBase}/sign-in?return={Uri.EscapeDataString(back)}");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        WriteAsync(ProblemKind.Denied, Context.Features.Get<Visitor>()?.Refusal ?? "You may not do that.");

    private bool IsPage =>
        HttpMethods.IsGet(Request.Method) && !Request.Path.StartsWithSegments("/api") && !Request.Path.StartsWithSegments("/_blazor")
        && Request.Headers[HeaderNames.Accept].ToString() is var accept && (accept.Length == 0 || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal));

    private Task WriteAsync(ProblemKind kind, string message) =>
        TypedResults.Problem(message, statusCode: (int)kind).ExecuteAsync(Context);

    private static ClaimsPrincipal Principal(Recognized who) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, who.Actor.UserId.ToString()),
            new Claim(ClaimTypes.Name, who.Actor.Name),
            new Claim(ClaimTypes.Sid, who.TokenId.ToString()),
            .. who.Actor.IsAdmin ? [new Claim(ClaimTypes.Role, "admin")] : Array.Empty<Claim>(),
        ],
        Name));
}
