using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>What the handler found in the answer of the provider; a feature of the HTTP context.</summary>
/// <param name="Back">The page asked for at the beginning; it travelled encrypted.</param>
internal sealed record Landing(ClaimsPrincipal? Principal, AuthenticationProperties? Properties, string Back, Exception? Failure)
{
    private const string Issuer = "maestro.issuer";
    private const string ProvedAt = "maestro.proved_at";

    /// <summary>Keeps what only the signed token may say: who issued it, and when the person signed in there.</summary>
    public static Task NoteAsync(TokenValidatedContext context)
    {
        context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
        context.Properties.Items[ProvedAt] = context.SecurityToken.Claims.FirstOrDefault(claim => claim.Type == "auth_time")?.Value;
        return Task.CompletedTask;
    }

    public static Task KeepAsync(TicketReceivedContext context)
    {
        context.HttpContext.Features.Set(new Landing(context.Principal, context.Properties, context.ReturnUri ?? "/", null));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    public static Task KeepAsync(RemoteFailureContext context)
    {
        context.HttpContext.Features.Set(new Landing(null, context.Properties, "/", context.Failure));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Who it is. Null when the provider does not say.</summary>
    public Arrival? Read(ProviderSettings provider)
    {
        if (Principal?.FindFirstValue("sub") is not { Length: > 0 } subject || Properties?.Items[Issuer] is not { Length: > 0 } issuer)
            return null;
        // Token and userinfo may both name an address: then it must be one.
        var emails = Principal.FindAll("email").Select(claim => claim.Value.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var verified = Principal.FindAll("email_verified").Select(claim => bool.TryParse(claim.Value, out var yes) && yes).ToList();
        var name = new[] { "name", "preferred_username", "email" }.Select(type => Principal.FindFirstValue(type)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return new Arrival(
            Arrival.Oidc, issuer, subject, emails is [var email] ? email : null, verified.Count == 0 ? null : verified.All(yes => yes), name,
            [.. Principal.FindAll(provider.TeamClaim).Select(claim => claim.Value)],
            long.TryParse(Properties.Items[ProvedAt], CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
    }
}
