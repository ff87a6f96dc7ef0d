using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>How people without a password of ours show that it is them: by their password of the directory, or a sign-in at the provider just now.</summary>
internal sealed class Reproof(SsoStore store, DirectoryDoor directory, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public async Task<ProofWay> WayAsync(MaestroDb db, Actor actor, CancellationToken cancel)
    {
        var settings = (await store.LoadAsync(db, cancel)).Settings;
        var has = await db.Set<UserRow>().AnyAsync(user => user.Id == actor.UserId && user.PasswordHash != "", cancel);
        var sources = await db.Set<IdentityRow>().Where(row => row.UserId == actor.UserId).Select(row => row.Source).Distinct().ToListAsync(cancel);
        var provider = settings.Provider.Enabled && sources.Contains(Arrival.Oidc) ? settings.Provider.Name : null;
        return new ProofWay(has, !has && settings.Directory.Enabled && sources.Contains(Arrival.Ldap) ? settings.Directory.Name : null, has ? null : provider, has || provider is null ? null : await FreshUntilAsync(db, actor, cancel));
    }

    /// <summary>Whether somebody without a password of ours has shown that it is them. An empty password means: by the sign-in just now.</summary>
    public async Task<bool> HoldsAsync(MaestroDb db, Actor actor, string password, CancellationToken cancel) =>
        await FreshUntilAsync(db, actor, cancel) is not null || await directory.HoldsAsync(db, actor.UserId, password, cancel);

    /// <summary>Until when the session's sign-in at the provider is a proof; null when it is none. What counts is when the provider says that the person signed in there.</summary>
    private async Task<DateTimeOffset?> FreshUntilAsync(MaestroDb db, Actor actor, CancellationToken cancel)
    {
        var proved = actor.SessionId is not { } session ? null
            : await db.Set<TokenRow>().Where(row => row.Id == session && row.UserId == actor.UserId && row.Source == Arrival.Oidc).Select(row => row.ProvedAt).SingleOrDefaultAsync(cancel);
        var until = proved + Fresh;
        return until > time.GetUtcNow() ? until : null;
    }
}
