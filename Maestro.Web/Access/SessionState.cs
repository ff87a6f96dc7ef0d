using Maestro.Modules.Access;
using Maestro.Web.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Maestro.Web.Access;

/// <summary>
/// Ends what a circuit shows when its session has been revoked or has expired. A circuit whose browser has gone is kept for
/// minutes: once Maestro stops, nothing is asked for it any more, and what it shows stays as it is.
/// </summary>
internal sealed class SessionState(ILoggerFactory loggers, ITokens tokens, IHostApplicationLifetime life) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) => HoldsAsync(authenticationState, cancellationToken);

    internal async Task<bool> HoldsAsync(AuthenticationState state, CancellationToken cancel)
    {
        if (life.ApplicationStopping.IsCancellationRequested)
            return true;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        try
        {
            return Viewer.SessionOf(state.User) is { } session && await tokens.IsAliveAsync(session, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return true;
        }
    }
}
