using Maestro.Modules.Access;
using Maestro.Web.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Maestro.Web.Access;

/// <summary>Ends what a circuit shows when its session has been revoked or has expired.</summary>
internal sealed class SessionState(ILoggerFactory loggers, ITokens tokens) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Viewer.SessionOf(authenticationState.User) is { } session && await tokens.IsAliveAsync(session, cancellationToken);
}
