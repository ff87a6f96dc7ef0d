using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>The tables beside connections: credentials, coverage, what is under way.</summary>
internal sealed class ConnectionStore(IMaestroDbFactory databases, Vault vault, ISecurityTrail trail, TimeProvider time)
{
    private static readonly Actor Self = Actor.System("discovery");

    internal async Task<JsonObject?> CredentialsAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await db.Set<CredentialRow>().Where(row => row.ConnectionId == id).Select(row => row.Sealed).SingleOrDefaultAsync(cancel) is { } text ? vault.Open(text) : null;
    }

    internal async Task<CredentialRow?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await db.Set<CredentialRow>().AsNoTracking().SingleOrDefaultAsync(row => row.ConnectionId == id, cancel);
    }

    /// <summary>Keeps credentials, and writes down who gave them: they are no field, so no change tells of them.</summary>
    internal async Task KeepAsync(Actor actor, Guid id, string name, JsonObject credentials, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var (text, now) = (vault.Seal(credentials), time.GetUtcNow());
        if (await db.Set<CredentialRow>().SingleOrDefaultAsync(row => row.ConnectionId == id, cancel) is { } row)
            (row.Sealed, row.ChangedAt, row.Identity, row.Account, row.CheckedAt, row.Message, row.HostKey) = (text, now, null, null, null, null, null);
        else
            db.Add(new CredentialRow { ConnectionId = id, Sealed = text, ChangedAt = now });
        trail.Add(db, SecurityNote.By(actor, "connection.credentials").About("connection", id, name));
        await db.SaveChangesAsync(cancel);
    }

    internal async Task ForgetAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        await db.Set<CredentialRow>().Where(row => row.ConnectionId == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Notes whose credentials they are, or why nobody knows.</summary>
    internal async Task CheckedAsync(Guid id, string? identity, string? account, string? message, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var now = time.GetUtcNow();
        await db.Set<CredentialRow>().Where(row => row.ConnectionId == id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Identity, row => identity ?? row.Identity).SetProperty(row => row.Account, row => account ?? row.Account)
            .SetProperty(row => row.CheckedAt, now).SetProperty(row => row.Message, message), cancel);
    }

    /// <summary>The key that a machine had when it was first seen; null when it was never.</summary>
    internal async Task<string?> HostKeyAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await db.Set<CredentialRow>().Where(row => row.ConnectionId == id).Select(row => row.HostKey).SingleOrDefaultAsync(cancel);
    }

    internal async Task PinAsync(Guid id, string key, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        await db.Set<CredentialRow>().Where(row => row.ConnectionId == id && row.HostKey == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.HostKey, key), cancel);
    }

    internal async Task<IReadOnlyList<CoverageRow>> CoverageAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await db.Set<CoverageRow>().AsNoTracking().Where(row => row.ConnectionId == id).OrderBy(row => row.Task).ThenBy(row => row.Resource).ThenBy(row => row.Scope).ToListAsync(cancel);
    }

    /// <summary>Of each connection: whose credentials it has, and what its last listings came to.</summary>
    internal async Task<Dictionary<Guid, SeenConnection>> SeenAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var who = await db.Set<CredentialRow>().Where(row => ids.Contains(row.ConnectionId)).Select(row => new { row.ConnectionId, row.Identity, row.Message }).ToListAsync(cancel);
        var covered = (await db.Set<CoverageRow>().Where(row => ids.Contains(row.ConnectionId)).GroupBy(row => row.ConnectionId)
            .Select(rows => new { rows.Key, Seen = rows.Sum(row => row.Seen), Complete = rows.Count(row => row.Status == "complete" || row.Status == "not_enabled"), Scopes = rows.Count() }).ToListAsync(cancel)).ToDictionary(row => row.Key);
        return who.ToDictionary(row => row.ConnectionId, row => covered.GetValueOrDefault(row.ConnectionId) is { } cover
            ? new SeenConnection(row.Identity, row.Message, cover.Seen, cover.Complete, cover.Scopes) : new SeenConnection(row.Identity, row.Message, 0, 0, 0));
    }

    /// <summary>The plan that waits where the brake held a scope back; null when none does.</summary>
    internal async Task<Guid?> PlanAsync(Guid id, string resource, string scope, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await db.Set<CoverageRow>().Where(row => row.ConnectionId == id && row.Resource == resource && row.Scope == scope).Select(row => row.PlanId).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Notes how a resource went in a scope; answers the plan that waited there before.</summary>
    internal async Task<Guid?> CoverAsync(Guid id, Guid run, RunPart part, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var now = time.GetUtcNow();
        var row = await db.Set<CoverageRow>().SingleOrDefaultAsync(one => one.ConnectionId == id && one.Resource == part.Resource && one.Scope == part.Scope, cancel);
        if (row is null)
            db.Add(row = new CoverageRow { ConnectionId = id, Resource = part.Resource, Scope = part.Scope, Task = part.Task, Status = "" });
        var before = row.PlanId;
        (row.Task, row.Status, row.Seen, row.Message, row.RunId, row.PlanId, row.At) = (part.Task, RunWords.Of(part.Status), part.Seen, part.Message, run, part.Plan, now);
        if (part.Status is RunPartStatus.Complete)
            row.CompleteAt = now;
        await db.SaveChangesAsync(cancel);
        return before;
    }

    /// <summary>Takes away what scopes that are no longer listed left behind: a region given up, a sign-in that failed before.</summary>
    internal async Task ForgetScopesAsync(Guid id, string resource, IReadOnlyCollection<string> listed, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        await db.Set<CoverageRow>().Where(row => row.ConnectionId == id && row.Resource == resource && !listed.Contains(row.Scope)).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>What is known of a connection beside its record.</summary>
internal sealed record SeenConnection(string? Identity, string? Message, long Seen, int Complete, int Scopes);
