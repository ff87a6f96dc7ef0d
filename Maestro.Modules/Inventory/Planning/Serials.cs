using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>
/// Numbers that a source counts its own states with: an older state must not overwrite what a newer one has said, nor retire what only a
/// newer one names. One rule, however a state comes: imported, uploaded to a connection, or fetched.
/// </summary>
internal static class Serials
{
    /// <summary>The serial read last of this lineage, where it is newer than the origin's; else null.</summary>
    internal static async Task<long?> NewerAsync(NpgsqlConnection connection, Guid id, Origin origin, CancellationToken cancel)
    {
        if (origin.Serial is not { } serial)
            return null;
        await using var command = new NpgsqlCommand("select serial from inventory.serials where origin_id = $1 and lineage = $2 and serial > $3", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = Of(origin) });
        command.Parameters.Add(new() { Value = serial });
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>Notes the serial that is being written. Throws <see cref="Problem"/> (conflict) when a newer state has been written since the plan was made.</summary>
    internal static async Task MoveAsync(NpgsqlConnection connection, Guid id, Origin origin, CancellationToken cancel)
    {
        if (origin.Serial is not { } serial)
            return;
        await using var command = new NpgsqlCommand("""
            insert into inventory.serials (origin_id, lineage, serial) values ($1, $2, $3)
            on conflict (origin_id, lineage) do update set serial = excluded.serial where serials.serial <= excluded.serial
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = Of(origin) });
        command.Parameters.Add(new() { Value = serial });
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
            throw Problem.Conflict("A newer state of this lineage has been applied since the plan was made. Import again.");
    }

    private static string Of(Origin origin) => origin.Lineage ?? origin.Key;
}
