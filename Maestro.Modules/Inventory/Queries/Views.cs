using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Keeps saved views.</summary>
internal sealed class Views(IMaestroDbFactory databases, TimeProvider time) : IViews
{
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, string kind, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var teams = actor.Teams.Select(team => team.TeamId).ToArray();
        var rows = await db.Set<ViewRow>().AsNoTracking()
            .Where(view => view.Kind == kind && (view.OwnerId == actor.UserId || (view.TeamId != null && teams.Contains(view.TeamId.Value))))
            .OrderBy(view => view.CreatedAt).ToListAsync(cancel);
        return [.. rows.Select(row => Of(row, actor))];
    }

    public async Task<SavedView> SaveAsync(Actor actor, string kind, string name, string query, Guid? team, CancellationToken cancel)
    {
        name = name.Trim();
        if (name.Length is 0 or > 80 || query.Length > 8_000)
            throw Problem.Invalid("name", "must have 1 to 80 characters");
        if (team is { } shared && !actor.Teams.Any(membership => membership.TeamId == shared && membership.Level >= Level.Write))
            throw Problem.Denied("Sharing a view with a team needs write membership in it.");
        await using var db = databases.Open(actor);
        var row = await db.Set<ViewRow>().FirstOrDefaultAsync(view => view.Kind == kind && view.OwnerId == actor.UserId && view.Name == name, cancel);
        if (row is null)
        {
            row = new ViewRow { Id = Ids.New(time), Kind = kind, Name = name, OwnerId = actor.UserId, CreatedAt = time.GetUtcNow() };
            db.Add(row);
        }

        (row.Query, row.TeamId) = (query.TrimStart('?'), team);
        await db.SaveChangesAsync(cancel);
        return Of(row, actor);
    }

    public async Task DeleteAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var row = await db.Set<ViewRow>().FirstOrDefaultAsync(view => view.Id == id && view.OwnerId == actor.UserId, cancel) ?? throw Problem.Missing("This view");
        db.Remove(row);
        await db.SaveChangesAsync(cancel);
    }

    private static SavedView Of(ViewRow row, Actor actor) => new(row.Id, row.Kind, row.Name, row.Query, row.TeamId, row.OwnerId == actor.UserId);
}
