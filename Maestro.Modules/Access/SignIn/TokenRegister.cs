using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Keeps sessions, API tokens, and those of services.</summary>
internal sealed class TokenRegister(IMaestroDbFactory databases, TimeProvider time, Recognition recognition, Gate gate, ISecurityTrail trail, IKinds kinds, IOptions<AccessOptions> options) : ITokens, IServiceTokens
{
    private readonly TokenRules rules = new(kinds, options.Value);

    public async Task<Issued> SignInAsync(string email, string password, string? code, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await StartAsync(db, await gate.PassAsync(db, email, password, code, caller, cancel), caller, cancel);
    }

    public async Task<SignInStep> BeginSignInAsync(string email, string password, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        var (passed, ticket) = await gate.BeginAsync(db, email, password, caller, cancel);
        return ticket is null ? new SignInStep(await StartAsync(db, passed, caller, cancel), null) : new SignInStep(null, ticket);
    }

    public async Task<Issued> FinishSignInAsync(string ticket, string code, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await StartAsync(db, await gate.FinishAsync(db, ticket, code, caller, cancel), caller, cancel);
    }

    public async Task<SignInStep> AdmitAsync(Guid userId, Caller caller, SessionOrigin origin, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        var passed = new Gate.Passed(userId, origin);
        return await gate.AdmitAsync(db, passed, cancel) is { } ticket ? new SignInStep(null, ticket) : new SignInStep(await StartAsync(db, passed, caller, cancel), null);
    }

    public async Task<Issued> StartSessionAsync(Guid userId, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("sign in"));
        return await StartAsync(db, new Gate.Passed(userId, null), caller, cancel);
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

    public async Task<Issued> CreateAsync(Actor actor, NewToken token, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var made = rules.Check(token, time.GetUtcNow(), errors);
        if (token.Scope == "admin" && !actor.IsAdmin)
            errors.Add("scope", "admin is for administrators only.");
        else if (token.Scope == "admin" && token.Kinds.Count > 0)
            errors.Add("scope", "admin cannot be limited to Kinds.");
        errors.Demand();
        DemandAccount(actor);
        await using var db = databases.Open(actor);
        return await IssueAsync(db, NewRow(actor.UserId, TokenKind.Api, made), row => trail.Add(db, SecurityNote.By(actor, "token.create").About("token", row.Id, row.Name) with { Detail = TokenRules.Told(row) }), cancel);
    }

    public async Task<IReadOnlyList<Token>> ListAsync(Actor actor, Guid team, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await TeamReading.DemandAsync(db, actor with { MayWrite = true }, team, Level.Admin, cancel);
        var rows = await (
            from token in Live(db).AsNoTracking()
            join user in db.Set<UserRow>() on token.UserId equals user.Id
            where token.ServiceTeamId == team
            orderby token.CreatedAt descending, token.Id descending
            select new { Token = token, user.Name }).ToListAsync(cancel);
        return [.. rows.Select(row => View(row.Token) with { MadeBy = row.Name })];
    }

    public async Task<Issued> CreateAsync(Actor actor, Guid team, NewToken token, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        DemandAccount(actor);
        var about = await TeamReading.DemandAsync(db, actor, team, Level.Admin, cancel);
        var errors = new FieldErrors();
        var made = rules.Check(token, time.GetUtcNow(), errors);
        errors.Demand();
        return await IssueAsync(db, NewRow(actor.UserId, TokenKind.Service, made, team), row =>
        {
            var detail = TokenRules.Told(row);
            detail["team"] = about.Name;
            trail.Add(db, SecurityNote.By(actor, "token.create").About("token", row.Id, row.Name) with { Detail = detail });
        }, cancel);
    }

    public async Task RevokeAsync(Actor actor, Guid team, Guid id, CancellationToken cancel)
    {
        DemandAccount(actor);
        await using var db = databases.Open(actor);
        await TeamReading.DemandAsync(db, actor, team, Level.Admin, cancel);
        var row = await Live(db).SingleOrDefaultAsync(token => token.Id == id && token.ServiceTeamId == team, cancel) ?? throw Problem.Missing("The token");
        await RevokeAsync(db, actor, row, "token.revoke", cancel);
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
        await RevokeAsync(db, actor, row, action, cancel);
    }

    private async Task RevokeAsync(MaestroDb db, Actor actor, TokenRow row, string action, CancellationToken cancel)
    {
        row.RevokedAt = time.GetUtcNow();
        trail.Add(db, SecurityNote.By(actor, action).About(row.Kind == TokenRow.Session ? "session" : "token", row.Id, row.Name));
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
            .Where(token => token.UserId == userId && token.ServiceTeamId == null && token.RevokedAt == null && token.Id != keep && (!sessionsOnly || token.Kind == TokenRow.Session))
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancel);

    private IQueryable<TokenRow> Live(MaestroDb db)
    {
        var now = time.GetUtcNow();
        return db.Set<TokenRow>().Where(token => token.RevokedAt == null && token.ExpiresAt > now);
    }

    private async Task<Issued> StartAsync(MaestroDb db, Gate.Passed passed, Caller caller, CancellationToken cancel)
    {
        var (userId, origin) = (passed.User, passed.Origin);
        var name = await db.Set<UserRow>().Where(user => user.Id == userId).Select(user => user.Name).SingleAsync(cancel);
        trail.Add(db, new SecurityNote("sign_in") { ActorId = userId, ActorName = name, Address = caller.Address, Detail = origin is null ? [] : new JsonObject { ["by"] = origin.Source } });
        var days = TimeSpan.FromDays(options.Value.SessionDays);
        var life = origin is not null && TimeSpan.FromHours(origin.Hours) < days ? TimeSpan.FromHours(origin.Hours) : days;
        var now = time.GetUtcNow();
        var (text, prefix, hash) = TokenText.Make();
        var row = new TokenRow
        {
            Id = Ids.New(time), UserId = userId, Kind = TokenRow.Session, Prefix = prefix, Hash = hash, Scope = "admin", CreatedAt = now, ExpiresAt = now + life,
            LastUsedAt = now, LastIp = caller.Address, UserAgent = caller.UserAgent is { Length: > 400 } agent ? agent[..400] : caller.UserAgent,
            Source = origin?.Source, ProvedAt = origin?.ProvedAt,
        };
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return new Issued(text, View(row), userId);
    }

    private (TokenRow Row, string Text) NewRow(Guid userId, TokenKind kind, NewToken made, Guid? team = null)
    {
        var (text, prefix, hash) = TokenText.Make();
        return (new TokenRow
        {
            Id = Ids.New(time), UserId = userId, ServiceTeamId = team, Kind = KindOf(kind), Prefix = prefix, Hash = hash, Name = made.Name, Scope = made.Scope,
            Kinds = [.. made.Kinds], Networks = [.. made.Networks], CreatedAt = time.GetUtcNow(), ExpiresAt = made.ExpiresAt!.Value,
        }, text);
    }

    private static async Task<Issued> IssueAsync(MaestroDb db, (TokenRow Row, string Text) made, Action<TokenRow> also, CancellationToken cancel)
    {
        db.Add(made.Row);
        also(made.Row);
        await db.SaveChangesAsync(cancel);
        return new Issued(made.Text, View(made.Row), made.Row.UserId);
    }

    private static void DemandAccount(Actor actor)
    {
        if (actor.IsSystem || !actor.MayWrite || actor.RecordsOnly)
            throw Problem.Denied("A token that may only read, or reaches records only, cannot change tokens.");
    }

    private static string KindOf(TokenKind kind) => kind switch { TokenKind.Session => TokenRow.Session, TokenKind.Service => TokenRow.Service, _ => TokenRow.Api };

    private static Token View(TokenRow row) =>
        new(row.Id, row.Name, row.Prefix, row.Scope, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.LastIp, row.UserAgent) { Kinds = row.Kinds, Networks = row.Networks };
}
