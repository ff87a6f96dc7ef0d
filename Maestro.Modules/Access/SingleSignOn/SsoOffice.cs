using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Where administrators set single sign-on and try it.</summary>
internal sealed class SsoOffice(IMaestroDbFactory databases, SsoStore store, Oidc oidc, DirectoryLine directory, Outgoing outgoing, TimeProvider time, Recognition recognition, ISecurityTrail trail)
{
    public async Task<SsoSettings> SettingsAsync(Actor actor, CancellationToken cancel)
    {
        Demand(actor);
        await using var db = databases.Open(actor);
        return SsoStore.Seen((await store.LoadAsync(db, cancel)).Settings);
    }

    public async Task<SsoSettings> SaveAsync(Actor actor, SsoSettings settings, CancellationToken cancel)
    {
        Demand(actor);
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var before = (await store.LoadAsync(db, cancel)).Settings;
        var after = WithSecrets(Trimmed(settings), before);
        await CheckAsync(db, after, cancel);
        var differences = SsoStore.Differences(before, after);
        if (differences.Count > 0)
        {
            await store.PutAsync(db, after, cancel);
            if (before.LocalAccounts && !after.LocalAccounts)
                await EndSessionsAsync(db, cancel);
            trail.Add(db, SecurityNote.By(actor, "single_sign_on.change") with { TargetType = "setting", TargetName = "Single sign-on", Detail = new JsonObject { ["fields"] = differences } });
            await db.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        return SsoStore.Seen(after);
    }

    public async Task<string> TestProviderAsync(Actor actor, CancellationToken cancel)
    {
        Demand(actor);
        await using var db = databases.Open(actor);
        var stored = await store.LoadAsync(db, cancel);
        if (!stored.Settings.Provider.Enabled)
            throw new Problem(ProblemKind.Unavailable, "No provider is set here.");
        return (await oidc.DescribeAsync(stored, cancel)).Issuer;
    }

    public async Task<FoundInDirectory?> TestDirectoryAsync(Actor actor, string name, CancellationToken cancel)
    {
        Demand(actor);
        await using var db = databases.Open(actor);
        var settings = (await store.LoadAsync(db, cancel)).Settings.Directory;
        if (!settings.Enabled)
            throw new Problem(ProblemKind.Unavailable, "No directory is set here.");
        return await directory.FindAsync(settings, name.Trim(), cancel) is { } person ? new FoundInDirectory(person.Dn, person.Name, person.Email, person.Groups) : null;
    }

    /// <summary>A secret is sent nowhere but where it was meant for: with another address it has to be typed again.</summary>
    private static SsoSettings WithSecrets(SsoSettings after, SsoSettings before) => after with
    {
        Provider = after.Provider with { ClientSecret = Kept(after.Provider.ClientSecret, before.Provider.ClientSecret, after.Provider.Authority == before.Provider.Authority) },
        Directory = after.Directory with { BindPassword = Kept(after.Directory.BindPassword, before.Directory.BindPassword, (after.Directory.Server, after.Directory.Port, after.Directory.Certificate) == (before.Directory.Server, before.Directory.Port, before.Directory.Certificate)) },
    };

    private static string? Kept(string? sent, string? known, bool samePlace) => sent switch { null => samePlace ? known : null, "" => null, _ => sent };

    private async Task CheckAsync(MaestroDb db, SsoSettings settings, CancellationToken cancel)
    {
        var text = JsonSerializer.Serialize(settings, SsoStore.Format);
        if (text.Length > 200_000)
            throw new Problem(ProblemKind.TooLarge, "These settings are too long.");
        if (text.Contains("\\u00", StringComparison.Ordinal))
            throw Problem.Malformed("Control characters are no part of a setting.");
        var errors = new FieldErrors();
        SsoCheck.Check(settings, outgoing.Loopback, errors);
        var teams = settings.Provider.Teams.Concat(settings.Directory.Teams).OfType<TeamMapping>().Select(mapping => mapping.Team).Distinct().ToArray();
        if (await db.Set<TeamRow>().CountAsync(team => teams.Contains(team.Id) && team.DeletedAt == null, cancel) < teams.Length)
            errors.Add("teams", "A team of the mapping does not exist.");
        // Whoever switches passwords off must not lock everybody out when the provider fails.
        if (!settings.LocalAccounts && !await db.Set<UserRow>().AnyAsync(user => user.IsAdmin && user.Active && user.Confirmed && user.PasswordHash != "", cancel))
            errors.Add("local_accounts", "At least one administrator needs a password of Maestro, for the day the provider fails.");
        errors.Demand();
    }

    /// <summary>Sessions that began with a password which is good no more.</summary>
    private Task EndSessionsAsync(MaestroDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.Set<TokenRow>().Where(row => row.Kind == TokenRow.Session && row.Source == null && row.RevokedAt == null && db.Set<UserRow>().Any(user => user.Id == row.UserId && !user.IsAdmin))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancel);
    }

    private static SsoSettings Trimmed(SsoSettings settings) => settings with
    {
        Provider = settings.Provider with { Name = settings.Provider.Name.Trim(), Authority = settings.Provider.Authority.Trim(), ClientId = settings.Provider.ClientId.Trim(), Scopes = settings.Provider.Scopes.Trim(), TeamClaim = settings.Provider.TeamClaim.Trim() },
        Directory = settings.Directory with
        {
            Name = settings.Directory.Name.Trim(),
            Server = settings.Directory.Server.Trim(),
            Base = settings.Directory.Base.Trim(),
            BindDn = settings.Directory.BindDn.Trim(),
            Certificate = settings.Directory.Certificate.Trim(),
            Filter = settings.Directory.Filter.Trim(),
            GroupBase = settings.Directory.GroupBase.Trim(),
            GroupFilter = settings.Directory.GroupFilter.Trim(),
        },
    };

    private static void Demand(Actor actor)
    {
        if (!actor.SeesAll)
            throw Problem.Denied("Only administrators set single sign-on.");
    }
}
