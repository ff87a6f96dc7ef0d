using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Choosing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Matching;

/// <summary>The contract: keeps subscriptions.</summary>
internal sealed class SubscriptionDesk(IMaestroDbFactory databases, IAccess access, IKinds kinds, Asking asking, TimeProvider time) : ISubscriptions
{
    private const int Most = 100;
    private const int LongestQuery = 8_000;

    /// <summary>Parameters of a list that say how it is shown, not what is in it.</summary>
    private static readonly string[] Shown = ["limit", "offset", "cursor", "ordering", "columns", "view", "open", "preview", "tab", "active", "at"];

    public async Task<IReadOnlyList<Subscription>> ListAsync(Actor actor, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        return [.. (await Mine(db, actor).AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancel)).Select(row => row.Seen())];
    }

    public async Task<Subscription> CreateAsync(Actor actor, NewSubscription made, CancellationToken cancel)
    {
        await access.DemandPersonAsync(actor, cancel);
        var name = made.Name.Trim();
        if (name.Length is 0 or > 80)
            throw Problem.Invalid("name", "must have 1 to 80 characters");
        var kind = kinds.Find(made.Kind) ?? throw Problem.Invalid("kind", $"\"{made.Kind}\" is no Kind");
        var query = QueryOf(made.Query);
        await asking.OfAsync(actor, kind.Name, query, [Guid.Empty], null, cancel);
        Demand(made.Of);
        await using var db = databases.Open(actor);
        if (await Mine(db, actor).CountAsync(cancel) >= Most)
            throw Problem.Conflict(FormattableString.Invariant($"At most {Most} subscriptions a person. Remove one first."));
        var row = new SubscriptionRow { Id = Ids.New(time), UserId = actor.UserId, Kind = kind.Name, Name = name, Query = query, Fresh = made.Of.Fresh, Changed = made.Of.Changed, Gone = made.Of.Gone, CreatedAt = time.GetUtcNow() };
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return row.Seen();
    }

    public async Task<Subscription> ChangeAsync(Actor actor, Guid id, Interest of, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var row = await Mine(db, actor).SingleOrDefaultAsync(one => one.Id == id, cancel) ?? throw Problem.Missing("This subscription");
        await access.DemandPersonAsync(actor, cancel);
        Demand(of);
        (row.Fresh, row.Changed, row.Gone) = (of.Fresh, of.Changed, of.Gone);
        await db.SaveChangesAsync(cancel);
        return row.Seen();
    }

    public async Task RemoveAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var row = await Mine(db, actor).SingleOrDefaultAsync(one => one.Id == id, cancel) ?? throw Problem.Missing("This subscription");
        await access.DemandPersonAsync(actor, cancel);
        db.Remove(row);
        await db.SaveChangesAsync(cancel);
    }

    private static void Demand(Interest of)
    {
        if (of is { Fresh: false, Changed: false, Gone: false })
            throw Problem.Invalid("new", "one of new, changed and gone must be chosen");
    }

    // What is asked for stays; how it is shown does not belong to it.
    private static string QueryOf(string text)
    {
        if (text.Length > LongestQuery)
            throw Problem.Invalid("query", FormattableString.Invariant($"must have at most {LongestQuery} characters"));
        var kept = QueryHelpers.ParseQuery(text).Where(pair => !Shown.Contains(pair.Key)).SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"));
        return string.Join('&', kept);
    }

    private static IQueryable<SubscriptionRow> Mine(MaestroDb db, Actor actor) => db.Set<SubscriptionRow>().Where(row => row.UserId == actor.UserId);
}
