using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Single sign-on as pages and requests see it.</summary>
internal sealed class SsoDesk(
    IMaestroDbFactory databases, SsoStore store, SsoOffice office, Oidc oidc, Arrivals arrivals, Reproof reproof, SignInLimits limits, ITokens tokens) : ISingleSignOn
{
    private static readonly Actor Self = Actor.System("single sign-on");

    public async Task<SignInWays> WaysAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var settings = (await store.LoadAsync(db, cancel)).Settings;
        return new SignInWays(settings.LocalAccounts, settings.Provider.Enabled ? settings.Provider.Name : null, settings.Directory.Enabled ? settings.Directory.Name : null);
    }

    public async Task ChallengeAsync(HttpContext context, string back, bool again, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        await oidc.ChallengeAsync(context, await DemandAsync(db, cancel), back, again);
    }

    public async Task<Arrived> ArriveAsync(HttpContext context, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var stored = await DemandAsync(db, cancel);
        var (provider, caller) = (stored.Settings.Provider, context.Caller());
        var landing = await ReceiveAsync(db, context, stored, cancel);
        var arrival = landing.Read(provider) ?? throw new Problem(ProblemKind.SignedOut, "Signing in at the provider did not work. Try again.");
        var user = await arrivals.WelcomeAsync(arrival, provider, caller, cancel);
        var origin = new SessionOrigin(Arrival.Oidc, arrival.ProvedAt, stored.Settings.SessionHours);
        return new Arrived(await tokens.AdmitAsync(user, caller, origin, cancel), landing.Back);
    }

    public async Task<ProofWay> ProofAsync(Actor actor, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        return await reproof.WayAsync(db, actor, cancel);
    }

    public Task<SsoSettings> SettingsAsync(Actor actor, CancellationToken cancel) => office.SettingsAsync(actor, cancel);

    public Task<SsoSettings> SaveAsync(Actor actor, SsoSettings settings, CancellationToken cancel) => office.SaveAsync(actor, settings, cancel);

    public Task<string> TestProviderAsync(Actor actor, CancellationToken cancel) => office.TestProviderAsync(actor, cancel);

    public Task<FoundInDirectory?> TestDirectoryAsync(Actor actor, string name, CancellationToken cancel) => office.TestDirectoryAsync(actor, name, cancel);

    /// <summary>Anybody can come to this address with anything: failures count for the address they come from, and only as many are written down.</summary>
    private async Task<Landing> ReceiveAsync(MaestroDb db, HttpContext context, Stored stored, CancellationToken cancel)
    {
        var caller = context.Caller();
        var (account, address) = ($"provider {Guid.NewGuid()}", SignInLimits.AddressOf(caller.Address));
        await limits.DemandAsync(db, account, address, cancel);
        try
        {
            return await oidc.ReceiveAsync(context, stored);
        }
        catch (Problem refusal)
        {
            await limits.FailedAsync(db, account, address, cancel);
            await arrivals.RefusedAsync(Arrival.Oidc, null, refusal.InnerException?.Message ?? refusal.Message, caller, cancel);
            throw;
        }
    }

    private async Task<Stored> DemandAsync(MaestroDb db, CancellationToken cancel) =>
        await store.LoadAsync(db, cancel) is { Settings.Provider.Enabled: true } stored ? stored : throw new Problem(ProblemKind.Unavailable, "No provider is set here.");
}
