using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>Sees to it that nothing is left without somebody to look after it when a user or a team goes.</summary>
internal sealed class Heirs(IEnumerable<IEstate> estates)
{
    private readonly IReadOnlyList<IEstate> kept = [.. estates];

    public async Task<long> CountAsync(Actor actor, Subject leaving, CancellationToken cancel)
    {
        var count = 0L;
        foreach (var estate in kept)
            count += await estate.CountAsync(actor, leaving, cancel);
        return count;
    }

    /// <summary>Hands everything over. Throws <see cref="Problem"/>: conflict when something is left and nobody named, invalid for an heir who cannot be one.</summary>
    public async Task SettleAsync(MaestroDb db, Actor actor, Subject leaving, Subject? heir, CancellationToken cancel)
    {
        if (heir is { } named)
            await DemandAsync(db, actor, leaving, named, cancel);
        if (await CountAsync(actor, leaving, cancel) is not (> 0 and var count))
            return;
        if (heir is not { } to)
            throw Problem.Conflict($"{(count == 1 ? "1 record" : $"{count} records")} would be left without an owner or administrator. Say who gets them.", new Dictionary<string, string[]> { ["records_to"] = ["must name a user or team."] });
        foreach (var estate in kept)
            await estate.HandOverAsync(actor, leaving, to, cancel);
    }

    private static async Task DemandAsync(MaestroDb db, Actor actor, Subject leaving, Subject heir, CancellationToken cancel)
    {
        var good = heir.Id != leaving.Id && (heir.Type == "team"
            ? await TeamReading.Visible(db, actor).AnyAsync(team => team.Id == heir.Id, cancel)
            : heir.Type == "user" && await db.Set<UserRow>().AnyAsync(user => user.Id == heir.Id && user.Active, cancel));
        if (!good)
            throw Problem.Invalid("records_to", "must be an active user, or a team of yours.");
    }
}
