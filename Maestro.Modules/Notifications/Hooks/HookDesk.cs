using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds.Types;
using Maestro.Modules.Notifications.Choosing;
using Maestro.Modules.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Hooks;

/// <summary>The contract: keeps webhooks, one a person or team.</summary>
internal sealed class HookDesk(IMaestroDbFactory databases, HookOwners owners, HookCalls calls, IWebhooks webhooks, IAccess access, ISecurityTrail trail, TimeProvider time) : IHooks
{
    private const int LongestSecret = 4_000;

    public async Task<Hook?> FindAsync(Actor actor, Subject owner, CancellationToken cancel)
    {
        await owners.DemandAsync(actor, owner, cancel);
        await using var db = databases.Open(actor);
        return (await Of(db, owner).AsNoTracking().SingleOrDefaultAsync(cancel))?.Seen();
    }

    public async Task<Hook> SaveAsync(Actor actor, Subject owner, string url, string? secret, CancellationToken cancel)
    {
        await owners.DemandAsync(actor, owner, cancel);
        if (webhooks.FaultOf(url) is { } fault)
            throw Problem.Invalid("url", fault);
        if (secret is { Length: > LongestSecret } || secret?.Any(char.IsControl) == true)
            throw Problem.Invalid("secret", FormattableString.Invariant($"must be at most {LongestSecret} characters, none of them control characters"));
        await using var db = databases.Open(actor);
        var row = await Of(db, owner).SingleOrDefaultAsync(cancel);
        if (row is null)
            db.Add(row = new HookRow { Id = Ids.New(time), OwnerType = owner.Type, OwnerId = owner.Id, Url = url, CreatedAt = time.GetUtcNow() });
        var had = row.Secret;
        // A secret was typed for one address and goes to no other.
        row.Secret = secret switch { null => row.Url == url ? row.Secret : null, "" => null, _ => calls.Seal(secret) };
        row.Url = url;
        if (row.Secret != had)
            trail.Add(db, await NoteAsync(actor, owner, row.Secret is null ? "removed" : "set", cancel));
        await db.SaveChangesAsync(cancel);
        return row.Seen();
    }

    public async Task RemoveAsync(Actor actor, Subject owner, CancellationToken cancel)
    {
        await owners.DemandAsync(actor, owner, cancel);
        await using var db = databases.Open(actor);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        if (await Of(db, owner).AnyAsync(row => row.Secret != null, cancel))
        {
            trail.Add(db, await NoteAsync(actor, owner, "removed", cancel));
            await db.SaveChangesAsync(cancel);
        }

        await Of(db, owner).ExecuteDeleteAsync(cancel);
        await all.CommitAsync(cancel);
    }

    private async Task<SecurityNote> NoteAsync(Actor actor, Subject owner, string what, CancellationToken cancel) =>
        SecurityNote.By(actor, "webhook.secret").About(owner.Type, owner.Id, (await access.NamesAsync([owner.Id], cancel)).GetValueOrDefault(owner.Id)) with { Detail = new JsonObject { ["secret"] = what } };

    public async Task<Delivery> TestAsync(Actor actor, Subject owner, CancellationToken cancel)
    {
        await owners.DemandAsync(actor, owner, cancel);
        await using var db = databases.Open(actor);
        var row = await Of(db, owner).AsNoTracking().SingleOrDefaultAsync(cancel) ?? throw Problem.Missing("A webhook");
        return await calls.SendAsync(row, new JsonObject { ["event"] = "test", ["title"] = "A test of this webhook", ["at"] = Instant.Print(time.GetUtcNow()), ["asked_by"] = actor.Name }, cancel);
    }

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(Actor actor, Subject owner, int limit, CancellationToken cancel)
    {
        await owners.DemandAsync(actor, owner, cancel);
        await using var db = databases.Open(actor);
        return await Of(db, owner).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancel) is { } id ? await webhooks.CallsAsync(id, limit, cancel) : [];
    }

    private static IQueryable<HookRow> Of(MaestroDb db, Subject owner) => db.Set<HookRow>().Where(row => row.OwnerType == owner.Type && row.OwnerId == owner.Id);
}

/// <summary>Who manages a webhook.</summary>
internal sealed class HookOwners(IAccess access, ITeams teams)
{
    /// <summary>Throws <see cref="Problem"/>: missing, denied.</summary>
    internal async Task DemandAsync(Actor actor, Subject owner, CancellationToken cancel)
    {
        await access.DemandPersonAsync(actor, cancel);
        if (owner.Type != "team")
        {
            if (owner.Id != actor.UserId)
                throw Problem.Missing("This webhook");
        }
        else if ((await teams.GetAsync(actor, owner.Id, cancel)).Level < Level.Admin)
            throw Problem.Denied("Only administrators of the team may do that.");
    }
}
