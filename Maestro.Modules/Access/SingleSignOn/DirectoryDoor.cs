using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Lets people in by their password of the directory, and asks for it again.</summary>
internal sealed class DirectoryDoor(SsoStore store, DirectoryLine line, Arrivals arrivals, SignInLimits limits)
{
    /// <summary>All that the directory ever tells is told by one.</summary>
    public const string Issuer = "ldap";

    /// <summary>The user whose name and password these are; null when they are nobody's. Throws <see cref="Problem"/> when the person may not come in.</summary>
    public async Task<Guid?> EnterAsync(MaestroDb db, string name, string password, Caller caller, CancellationToken cancel)
    {
        var settings = (await store.LoadAsync(db, cancel)).Settings.Directory;
        if (!settings.Enabled || name.Trim().Length == 0 || password.Length == 0)
            return null;
        if (await line.FindAsync(settings, name.Trim(), cancel) is not { } person)
            return null;
        // However their name was typed, it is one account whose password is guessed.
        var (account, address) = ($"ldap {person.Id}", SignInLimits.AddressOf(caller.Address));
        await limits.DemandAsync(db, account, address, cancel);
        if (!await line.BindAsync(settings, person.Dn, password, cancel))
        {
            await limits.FailedAsync(db, account, address, cancel);
            return null;
        }
        // A directory says nothing about addresses; an administrator may vouch for it.
        var arrival = new Arrival(Arrival.Ldap, Issuer, person.Id, person.Email, settings.LinkByEmail ? true : null, person.Name, person.Groups, null);
        return await arrivals.WelcomeAsync(arrival, settings, caller, cancel);
    }

    /// <summary>Whether this is the person's password in the directory, found by what the directory calls them.</summary>
    public async Task<bool> HoldsAsync(MaestroDb db, Guid userId, string password, CancellationToken cancel)
    {
        var settings = (await store.LoadAsync(db, cancel)).Settings.Directory;
        if (!settings.Enabled || password.Length == 0)
            return false;
        var id = await db.Set<IdentityRow>().Where(row => row.UserId == userId && row.Source == Arrival.Ldap).Select(row => row.Subject).FirstOrDefaultAsync(cancel);
        return id is not null && await line.DnOfAsync(settings, id, cancel) is { } dn && await line.BindAsync(settings, dn, password, cancel);
    }
}
