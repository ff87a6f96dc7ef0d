using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Keeps sessions and API tokens.</summary>
internal sealed class TokenRegister(IMaestroDbFactory databases, TimeProvider time, Recognition recognition, Gate gate, ISecurityTrail trail, IOptions<AccessOptions> options) : ITokens
{
    public async Task<Issued> SignInAsync(string email, string password, string? code, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await StartAsync(db, await gate.PassAsync(db, email, password, code, caller, cancel), caller, cancel);
    }

    public async Task<SignInStep> BeginSignInAsync(string email, string password, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        var (user, ticket) = await gate.BeginAsync(db, email, password, caller, cancel);
        return ticket is null ? new SignInStep(await StartAsync(db, user, caller, cancel), null) : new SignInStep(null, ticket);
    }

    public async Task<Issued> FinishSignInAsync(string ticket, string code, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await StartAsync(db, await gate.FinishAsync(db, ticket, code, caller, cancel), caller, cancel);
    }

    public async Task<Issued> StartSessionAsync(Guid userId, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await StartAsync(db, userId, caller, cancel);
    }

    public async Task<bool> IsAliveAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await (
            from token in Live(db)
            join user in db.Set<UserRow>() on token.UserId equals user.Id
            where token.Id == id && user.Active && user.Confirmed
            select token.Id).AnyAsync(cancel);
    }

    public async Task<IReadOnlyList<Token>> ListAsync(Actor actor, TokenKind kind, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var rows = await Live(db).AsNoTracking().Where(token => token.UserId == actor.UserId && token.Kind == KindOf(kind))
            .OrderByDescending(token => token.CreatedAt).ThenByDescending(token => token.Id).ToListAsync(cancel);
        return [.. rows.Select(View)];
    }

    public async Task<Issued> CreateAsync(Actor actor, string name, string scope, DateTimeOffset? expiresAt, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var last = now.AddDays(options.Value.TokenDays);
        var errors = new FieldErrors();
        if (name.Trim() is { Length: 0 or > 255 })
            errors.Add("name", "must have 1 to 255 characters.");
        if (scope is not ("read" or "write" or "admin"))
            errors.Add("scope", "must be read, write or admin.");
        if (scope == "admin" && !actor.IsAdmin)
            errors.Add("scope", "admin is for administrators only.");
        if (expiresAt <= now || expiresAt > last)
            errors.Add("expires_at", $"must be in the future, at most {options.Value.TokenDays} days from now.");
        errors.Demand();
        DemandAccount(actor);
        await using var db = databases.Open(actor);
        var ends = (expiresAt ?? last).ToUniversalTime();
        return await IssueAsync(db, actor.UserId, TokenKind.Api, name.Trim(), scope, ends, null, cancel, row => trail.Add(db, SecurityNote.By(actor, "token.create").About("token", row.Id, row.Name)
            with
        { Detail = new JsonObject { ["scope"] = scope, ["prefix"] = row.Prefix, ["expires_at"] = Kinds.Types.Instant.Print(ends) } }));
    }

    public Task RevokeAsync(Actor actor, TokenKind kind, Guid id, CancellationToken cancel) =>
        RevokeAsync(actor, kind, id, kind == TokenKind.Session ? "session.revoke" : "token.revoke", cancel);

    public Task SignOutAsync(Actor actor, Guid session, CancellationToken cancel) => RevokeAsync(actor, TokenKind.Session, session, "sign_out", cancel);

    private async Task RevokeAsync(Actor actor, TokenKind kind, Guid id, string action, CancellationToken cancel)
    {
        DemandAccount(actor);
        await using var db = databases.Open(actor);
        var row = await Live(db).SingleOrDefaultAsync(token => token.Id == id && token.UserId == actor.UserId && token.Kind == KindOf(kind), cancel)
            ?? throw Problem.Missing(kind == TokenKind.Session ? "The session" : "The token");
        row.RevokedAt = time.GetUtcNow();
        trail.Add(db, SecurityNote.By(actor, action).About(KindOf(kind) == TokenRow.Session ? "session" : "token", row.Id, row.Name));
        await db.SaveChangesAsync(cancel);
        recognition.Forget();
    }

    public async Task RevokeSessionsAsync(Actor actor, Guid? keep, CancellationToken cancel)
    {
        DemandAccount(actor);
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await RevokeAllAsync(db, actor.UserId, sessionsOnly: true, keep, time.GetUtcNow(), cancel);
        trail.Add(db, SecurityNote.By(actor, "session.revoke").About("user", actor.UserId, actor.Name) with { Detail = new JsonObject { ["sessions"] = keep is null ? "all" : "all others" } });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }

    public async Task ActForAsync(Actor actor, Guid session, Guid? team, CancellationToken cancel)
    {
        if (team is { } id && actor.Teams.All(membership => membership.TeamId != id))
            throw Problem.Denied("You are not a member of that team.");
        await using var db = databases.Open(actor);
        var row = await Live(db).SingleOrDefaultAsync(token => token.Id == session && token.UserId == actor.UserId, cancel)
            ?? throw Problem.Missing("The session");
        row.TeamId = team;
        await db.SaveChangesAsync(cancel);
        recognition.Forget();
    }

    /// <summary>Revokes what a user holds: sessions only, or API tokens too. The caller saves nothing, and calls <see cref="Recognition.Forget"/> after its commit.</summary>
    public static Task RevokeAllAsync(MaestroDb db, Guid userId, bool sessionsOnly, Guid? keep, DateTimeOffset now, CancellationToken cancel) =>
        db.Set<TokenRow>()
            .Where(token => token.UserId == userId && token.RevokedAt == null && token.Id != keep && (!sessionsOnly || token.Kind == TokenRow.Session))
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancel);

    private IQueryable<TokenRow> Live(MaestroDb db)
    {
        var now = time.GetUtcNow();
        return db.Set<TokenRow>().Where(token => token.RevokedAt == null && token.ExpiresAt > now);
    }

    private async Task<Issued> StartAsync(MaestroDb db, Guid userId, Caller caller, CancellationToken cancel)
    {
        var name = await db.Set<UserRow>().Where(user => user.Id == userId).Select(user => user.Name).SingleAsync(cancel);
        trail.Add(db, new SecurityNote("sign_in") { ActorId = userId, ActorName = name, Address = caller.Address });
        return await IssueAsync(db, userId, TokenKind.Session, null, "admin", time.GetUtcNow().AddDays(options.Value.SessionDays), caller, cancel);
    }

    private async Task<Issued> IssueAsync(MaestroDb db, Guid userId, TokenKind kind, string? name, string scope, DateTimeOffset expiresAt, Caller? caller, CancellationToken cancel, Action<TokenRow>? also = null)
    {
        var (text, prefix, hash) = TokenText.Make();
        var now = time.GetUtcNow();
        var row = new TokenRow
        {
            Id = Ids.New(time), UserId = userId, Kind = KindOf(kind), Prefix = prefix, Hash = hash, Name = name, Scope = scope,
            CreatedAt = now, ExpiresAt = expiresAt, LastUsedAt = caller is null ? null : now, LastIp = caller?.Address,
            UserAgent = caller?.UserAgent is { Length: > 400 } agent ? agent[..400] : caller?.UserAgent,
        };
        db.Add(row);
        also?.Invoke(row);
        await db.SaveChangesAsync(cancel);
        return new Issued(text, View(row), userId);
    }

    private static void DemandAccount(Actor actor)
    {
        if (actor.IsSystem || !actor.MayWrite)
            throw Problem.Denied("A token that may only read cannot change tokens.");
    }

    private static string KindOf(TokenKind kind) => kind == TokenKind.Session ? TokenRow.Session : TokenRow.Api;

    private static Token View(TokenRow row) =>
        new(row.Id, row.Name, row.Prefix, row.Scope, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.LastIp, row.UserAgent);
}
