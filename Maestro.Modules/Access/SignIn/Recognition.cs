using System.Collections.Concurrent;
using System.Security.Cryptography;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Somebody recognized by a token.</summary>
/// <param name="Actor">Acting for the person; or, of a session, for the team chosen in it when <see cref="Recognition.SessionAsync"/> answered.</param>
/// <param name="Networks">The only networks that the token is accepted from; empty for all.</param>
internal sealed record Recognized(Actor Actor, Guid TokenId, TokenKind Kind, DateTimeOffset ExpiresAt, IReadOnlyList<string> Networks)
{
    /// <summary>Whether the token is accepted from an address; one that is limited is not where the address is unknown.</summary>
    public bool IsWelcomeFrom(string? address) => SignIn.Networks.Include(Networks, address);
}

/// <summary>
/// Turns tokens into actors. Answers are remembered for a few seconds, for the sake of bursts of requests; whatever
/// changes people, teams or tokens in this process makes it forget at once.
/// </summary>
internal sealed class Recognition(IMaestroDbFactory databases, IKinds kinds, TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromDays(30);
    private static readonly Actor Doorkeeper = Actor.System("recognition");
    private readonly ConcurrentDictionary<string, (Recognized Who, DateTimeOffset Until)> known = new(StringComparer.Ordinal);
    private long generation;

    /// <summary>Who holds this token; null when it is unknown, expired or revoked. Whoever asks also asks whether it is welcome from there.</summary>
    public Task<Recognized?> TokenAsync(string text, string? address, CancellationToken cancel) =>
        TokenText.TryRead(text, out var prefix, out var hash)
            ? RememberedAsync(TokenText.Fingerprint(text), db => FindAsync(db, prefix, hash, address, cancel))
            : Task.FromResult<Recognized?>(null);

    /// <summary>Whose session this is, acting for the team chosen in it.</summary>
    public Task<Recognized?> SessionAsync(Guid id, CancellationToken cancel) =>
        RememberedAsync(id.ToString(), async db =>
        {
            var row = await db.Set<TokenRow>().AsNoTracking().SingleOrDefaultAsync(token => token.Id == id && token.Kind == TokenRow.Session, cancel);
            var who = row is null ? null : await OfAsync(db, row, cancel);
            // A circuit has no request of its own: it comes from where its session was last seen.
            who = who is null ? null : who with { Actor = who.Actor with { Address = row!.LastIp } };
            return who is not null && row!.TeamId is { } team && who.Actor.Teams.Any(membership => membership.TeamId == team)
                ? who with { Actor = who.Actor with { TeamId = team } }
                : who;
        });

    /// <summary>Forgets everybody: called after every change of people, teams and tokens.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref generation);
        known.Clear();
    }

    /// <summary>The actor of an active user; null when there is none.</summary>
    public static async Task<Actor?> ActorAsync(MaestroDb db, Guid userId, CancellationToken cancel)
    {
        var user = await db.Set<UserRow>().Where(row => row.Id == userId && row.Active && row.Confirmed)
            .Select(row => new { row.Name, row.IsAdmin }).SingleOrDefaultAsync(cancel);
        if (user is null)
            return null;
        var teams = await (
            from member in db.Set<TeamMemberRow>()
            join team in db.Set<TeamRow>() on member.TeamId equals team.Id
            where member.UserId == userId && team.DeletedAt == null
            orderby team.Name, team.Id
            select new Membership(team.Id, team.Name, member.Level)).ToListAsync(cancel);
        return new Actor { UserId = userId, Name = user.Name, IsAdmin = user.IsAdmin, Teams = teams };
    }

    private async Task<Recognized?> RememberedAsync(string key, Func<MaestroDb, Task<Recognized?>> find)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(key, out var entry) && entry.Until > now)
            return entry.Who;
        var before = Interlocked.Read(ref generation);
        await using var db = databases.Open(Doorkeeper);
        var who = await find(db);
        if (who is null)
            return null;
        if (known.Count >= Most)
            known.Clear();
        known[key] = (who, who.ExpiresAt < now + Memory ? who.ExpiresAt : now + Memory);
        // Whoever was revoked while we read must not be remembered.
        if (Interlocked.Read(ref generation) != before)
            known.TryRemove(key, out _);
        return who;
    }

    private async Task<Recognized?> FindAsync(MaestroDb db, string prefix, byte[] hash, string? address, CancellationToken cancel)
    {
        var row = await db.Set<TokenRow>().AsNoTracking().SingleOrDefaultAsync(token => token.Prefix == prefix, cancel);
        if (row is null || !CryptographicOperations.FixedTimeEquals(row.Hash, hash))
            return null;
        var who = await OfAsync(db, row, cancel);
        if (who is not null && who.IsWelcomeFrom(address))
            await UsedAsync(db, row, address, cancel);
        return who;
    }

    private async Task<Recognized?> OfAsync(MaestroDb db, TokenRow row, CancellationToken cancel)
    {
        if (row.RevokedAt is not null || row.ExpiresAt <= time.GetUtcNow())
            return null;
        var actor = row.ServiceTeamId is { } team ? await ServiceAsync(db, row, team, cancel) : await ActorAsync(db, row.UserId, cancel);
        if (actor is null)
            return null;
        if (row.Kind == TokenRow.Session)
            return new Recognized(actor with { SessionId = row.Id }, row.Id, TokenKind.Session, row.ExpiresAt, []);
        if (row.ServiceTeamId is null && await IsRestingAsync(db, row.UserId, cancel))
            return null;
        // A script is an administrator only where its token says so, however high its owner stands.
        actor = actor with
        {
            MayWrite = row.Scope != "read",
            IsAdmin = actor.IsAdmin && row.Scope == "admin" && row.Kinds.Length == 0,
            TokenId = row.Id,
            OnlyKinds = TokenRules.Reached(kinds, row.Kinds),
        };
        return new Recognized(actor, row.Id, actor.IsService ? TokenKind.Service : TokenKind.Api, row.ExpiresAt, row.Networks);
    }

    // A service is itself in history, and its team in everything else; no grant names it.
    private static async Task<Actor?> ServiceAsync(MaestroDb db, TokenRow row, Guid teamId, CancellationToken cancel)
    {
        if (await db.Set<TeamRow>().Where(team => team.Id == teamId && team.DeletedAt == null).Select(team => team.Name).SingleOrDefaultAsync(cancel) is not { } name)
            return null;
        var level = row.Scope switch { "admin" => Level.Admin, "write" => Level.Write, _ => Level.Read };
        return new Actor { UserId = row.Id, Name = $"{row.Name} ({name})", IsService = true, TeamId = teamId, Teams = [new Membership(teamId, name, level)] };
    }

    /// <summary>API tokens of somebody who only signs in elsewhere rest when that has not happened for long: maybe they are there no more.</summary>
    private Task<bool> IsRestingAsync(MaestroDb db, Guid userId, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Rest;
        var own = db.Set<IdentityRow>().Where(identity => identity.UserId == userId);
        return db.Set<UserRow>().AnyAsync(user => user.Id == userId && user.PasswordHash == "" && own.Any() && !own.Any(identity => identity.LastSignInAt > since), cancel);
    }

    private async Task UsedAsync(MaestroDb db, TokenRow row, string? address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (row.LastUsedAt > now.AddMinutes(-1))
            return;
        await db.Set<TokenRow>().Where(token => token.Id == row.Id).ExecuteUpdateAsync(
            set => set.SetProperty(token => token.LastUsedAt, now).SetProperty(token => token.LastIp, token => address ?? token.LastIp), cancel);
    }
}
