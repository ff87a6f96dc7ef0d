using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Looks now and then whether people who are signed in through the directory are still in it; whoever is gone there is out here.</summary>
internal sealed class DirectoryWatch(IMaestroDbFactory databases, TimeProvider time, SsoStore store, DirectoryLine line, Recognition recognition, ISecurityTrail trail, ILogger<DirectoryWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);
    private static readonly Actor Self = Actor.System("directory watch");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // A directory that does not answer has said nothing about anybody.
                Log.NotWatched(log, error.Message);
            }
        }
    }

    /// <summary>One round.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var settings = (await store.LoadAsync(db, cancel)).Settings.Directory;
        if (!settings.Enabled)
            return;
        var now = time.GetUtcNow();
        var people = await db.Set<IdentityRow>().Where(identity => identity.Source == Arrival.Ldap
            && db.Set<TokenRow>().Any(token => token.UserId == identity.UserId && token.RevokedAt == null && token.ExpiresAt > now && (token.Source == Arrival.Ldap || token.Kind == TokenRow.Api))).ToListAsync(cancel);
        var gone = new List<IdentityRow>();
        foreach (var person in people)
            if (await line.DnOfAsync(settings, person.Subject, cancel) is null)
                gone.Add(person);
        if (gone.Count > 1 && gone.Count == people.Count)
            throw Problem.Conflict("It finds none of those who are signed in. Its settings seem to be wrong; nobody is signed out.");
        foreach (var person in gone)
            await EndAsync(db, person.UserId, now, cancel);
    }

    private async Task EndAsync(MaestroDb db, Guid userId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var user = await db.Set<UserRow>().SingleAsync(row => row.Id == userId, cancel);
        // Whoever has a password of ours too may go on with what it began.
        await db.Set<TokenRow>().Where(token => token.UserId == userId && token.RevokedAt == null && (token.Source == Arrival.Ldap || (token.Kind == TokenRow.Api && user.PasswordHash == "")))
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancel);
        trail.Add(db, new SecurityNote("session.revoke") { ActorName = Self.Name, Detail = new JsonObject { ["by"] = Arrival.Ldap, ["sessions"] = "gone from the directory" } }.About("user", userId, user.Name));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }
}
