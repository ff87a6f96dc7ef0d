using System.Security.Claims;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Components.Authorization;

namespace Maestro.Web.Layout;

/// <summary>Finds the viewer from the circuit's session, fresh at each call, so that rights taken away are gone at once. The team chosen is kept in the session.</summary>
internal sealed class Viewer(AuthenticationStateProvider authentication, IAccess access, ITokens tokens) : IViewer
{
    public async Task<Actor?> ActorAsync(CancellationToken cancel) =>
        await SessionAsync() is { } session ? await access.ActorOfSessionAsync(session, cancel) : null;

    public async Task<Guid?> SessionAsync() =>
        SessionOf((await authentication.GetAuthenticationStateAsync()).User);

    public async Task ActForAsync(Guid? team, CancellationToken cancel)
    {
        if (await SessionAsync() is { } session && await access.ActorOfSessionAsync(session, cancel) is { } actor)
            await tokens.ActForAsync(actor, session, team, cancel);
    }

    internal static Guid? SessionOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.Sid), out var session) ? session : null;
}
