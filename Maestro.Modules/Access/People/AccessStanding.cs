using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>How Access is, for the page about Maestro.</summary>
internal sealed class AccessStanding(IMaestroDbFactory databases, TimeProvider time) : IStanding
{
    public string Module => "Access";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        var now = time.GetUtcNow();
        var live = db.Set<TokenRow>().Where(row => row.RevokedAt == null && row.ExpiresAt > now);
        return
        [
            new("People", await db.Set<UserRow>().LongCountAsync(row => row.Active, cancel)),
            new("Teams", await db.Set<TeamRow>().LongCountAsync(row => row.DeletedAt == null, cancel)),
            new("Open sessions", await live.LongCountAsync(row => row.Kind == TokenRow.Session, cancel)),
            new("Live API tokens", await live.LongCountAsync(row => row.Kind == TokenRow.Api, cancel)),
        ];
    }
}
