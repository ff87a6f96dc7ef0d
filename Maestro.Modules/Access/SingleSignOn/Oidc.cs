using System.Text.Encodings.Web;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>
/// Speaks OpenID Connect through ASP.NET Core's handler: authorization code with PKCE, state and nonce. The handler is made for the
/// request at hand from the settings of the moment, so nothing has to be registered anew when an administrator changes them.
/// </summary>
internal sealed class Oidc(Outgoing outgoing, IDataProtectionProvider protection, ILoggerFactory loggers, IConfiguration configuration)
{
    /// <summary>Where the provider sends the browser back to.</summary>
    public const string Callback = "/sign-in/provider/callback";

    private const string Scheme = "provider";
    private volatile Ready? ready;

    /// <summary>Sends the browser to the provider.</summary>
    public async Task ChallengeAsync(HttpContext context, Stored stored, string back, bool again)
    {
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = back };
        if (again)
            (properties.Prompt, properties.MaxAge) = ("login", TimeSpan.Zero);
        try
        {
            await (await HandlerAsync(context, stored)).ChallengeAsync(properties);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Unreachable(error);
        }
    }

    /// <summary>Reads what the browser brings back. Throws <see cref="Problem"/> (signed out) for everything that is not right with it.</summary>
    public async Task<Landing> ReceiveAsync(HttpContext context, Stored stored)
    {
        await (await HandlerAsync(context, stored)).HandleRequestAsync();
        var landing = context.Features.Get<Landing>();
        return landing is { Principal: not null } ? landing
            : throw new Problem(ProblemKind.SignedOut, "Signing in at the provider did not work. Try again.", cause: landing?.Failure);
    }

    /// <summary>What the provider says about itself.</summary>
    public async Task<OpenIdConnectConfiguration> DescribeAsync(Stored stored, CancellationToken cancel)
    {
        try
        {
            return await Options(stored).ConfigurationManager!.GetConfigurationAsync(cancel);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Unreachable(error);
        }
    }

    private async Task<OpenIdConnectHandler> HandlerAsync(HttpContext context, Stored stored)
    {
        var handler = new OpenIdConnectHandler(new Fixed(Options(stored)), loggers, HtmlEncoder.Default, UrlEncoder.Default);
        await handler.InitializeAsync(new AuthenticationScheme(Scheme, null, typeof(OpenIdConnectHandler)), context);
        return handler;
    }

    /// <summary>The options of these settings, kept while they hold: with them the provider's keys are remembered.</summary>
    private OpenIdConnectOptions Options(Stored stored)
    {
        if (ready is { } known && known.Text == stored.Text)
            return known.Options;
        var options = NewOptions(stored.Settings.Provider);
        new OpenIdConnectPostConfigureOptions(protection).PostConfigure(Scheme, options);
        ready = new Ready(stored.Text, options);
        return options;
    }

    private OpenIdConnectOptions NewOptions(ProviderSettings provider)
    {
        var options = new OpenIdConnectOptions
        {
            Authority = provider.Authority, ClientId = provider.ClientId, ClientSecret = provider.ClientSecret, CallbackPath = Callback, SignInScheme = SignIn.TokenHandler.Name,
            ResponseType = OpenIdConnectResponseType.Code, ResponseMode = OpenIdConnectResponseMode.Query, UsePkce = true, MapInboundClaims = false, GetClaimsFromUserInfoEndpoint = true,
            DisableTelemetry = true, Backchannel = outgoing.NewClient(),
            // What is left, http on this machine, the check of the settings has let pass.
            RequireHttpsMetadata = provider.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        };
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            options.Scope.Add(scope);
        options.ClaimActions.Clear();
        // Of what userinfo adds to the token only this; a list becomes a claim for each of its values.
        foreach (var claim in new[] { "name", "preferred_username", "email", "email_verified", provider.TeamClaim }.Where(name => name.Length > 0).Distinct())
            options.ClaimActions.MapJsonKey(claim, claim);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        options.Events.OnRedirectToIdentityProvider = redirect =>
        {
            if (configuration["MAESTRO_BASE_URL"] is { Length: > 0 } address)
                redirect.ProtocolMessage.RedirectUri = address.TrimEnd('/') + Callback;
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = Landing.NoteAsync;
        options.Events.OnTicketReceived = Landing.KeepAsync;
        options.Events.OnRemoteFailure = Landing.KeepAsync;
        return options;
    }

    private static bool IsFailure(Exception error) =>
        error is InvalidOperationException or HttpRequestException or IOException or OpenIdConnectProtocolException or TaskCanceledException or ArgumentException or Problem;

    // The innermost error says most: a name that is not resolved, a certificate, an address that may not be called.
    private static Problem Unreachable(Exception error)
    {
        var reason = error;
        while (reason.InnerException is { } inner)
            reason = inner;
        return new Problem(ProblemKind.Unavailable, "The provider does not answer as it should. Try again later, or tell an administrator.", new Dictionary<string, string[]> { ["provider"] = [reason.Message] }, error);
    }

    private sealed record Ready(string Text, OpenIdConnectOptions Options);

    private sealed class Fixed(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
