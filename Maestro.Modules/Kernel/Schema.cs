using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Maestro.Modules.Kernel;

/// <summary>Brings the database to this version. Called by the host before anything else reads it.</summary>
public interface ISchema
{
    /// <summary>Applies the migrations that are missing and runs the start steps of the modules; of several processes starting at once, one does it and the others wait.</summary>
    Task UpgradeAsync(CancellationToken cancel);
}

internal sealed class Schema(NpgsqlDataSource source, IMaestroDbFactory databases, IEnumerable<IStartStep> steps) : ISchema
{
    /// <summary>Any number that no other advisory lock of Maestro uses.</summary>
    private const long Turn = 0x4D41_4553_5452_4F01;

    public async Task UpgradeAsync(CancellationToken cancel)
    {
        // A session lock on a connection of its own: migrations run in several transactions on another one.
        await using var guard = await source.OpenConnectionAsync(cancel);
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({Turn})", guard) { CommandTimeout = 0 })
            await take.ExecuteNonQueryAsync(cancel);
        await using var db = databases.Open(Actor.System("schema upgrade"));
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.MigrateAsync(cancel);
        foreach (var step in steps.OrderBy(step => step.Order))
            await step.RunAsync(cancel);
        await using var give = new NpgsqlCommand($"select pg_advisory_unlock({Turn})", guard);
        await give.ExecuteNonQueryAsync(cancel);
    }
}
