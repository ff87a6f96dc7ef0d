using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Finds records that already have a value which forms warn about: name, host name, address, unique id.</summary>
internal static class Duplicates
{
    /// <summary>Readable records of the same Kind with one of these values, other than <paramref name="except"/>.</summary>
    internal static async Task<List<Duplicate>> FindAsync(NpgsqlConnection connection, Actor actor, Kind kind, IReadOnlyDictionary<string, string> values, Guid? except, CancellationToken cancel)
    {
        var watched = kind.Fields.Where(field => field.WarnDuplicate && values.ContainsKey(field.Name)).ToList();
        if (watched.Count == 0)
            return [];
        await using var batch = new NpgsqlBatch(connection);
        foreach (var field in watched)
        {
            var command = new NpgsqlBatchCommand($"""
                select r.id, r.kind, r.name from inventory.records r
                where r.root = '{kind.Root}' and r.active and {Readable.Sql(actor, "r", "$1")} and {Expression.Text(field)} = $2 and r.id <> $3 limit 5
                """);
            command.Parameters.Add(new() { Value = actor.SubjectIds });
            command.Parameters.Add(new() { Value = values[field.Name] });
            command.Parameters.Add(new() { Value = except ?? Guid.Empty });
            batch.BatchCommands.Add(command);
        }

        var found = new List<Duplicate>();
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        foreach (var field in watched)
        {
            while (await rows.ReadAsync(cancel))
                found.Add(new(field.Name, rows.GetGuid(0), rows.GetString(1), rows.GetString(2)));
            await rows.NextResultAsync(cancel);
        }

        return found;
    }

    /// <summary>Adds a warning to every new record of a plan that looks like another.</summary>
    internal static async Task WarnAsync(NpgsqlConnection connection, Actor actor, PlanRun run, CancellationToken cancel)
    {
        foreach (var item in run.Items.Where(item => item.Record is { IsNew: true } && !item.Failed && run.Origin.IsPerson))
        {
            var values = item.Kind.Fields.Where(field => field.WarnDuplicate)
                .Select(field => (field.Name, Value: item.Record!.Doc[field.Name].Text())).Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Name, pair => pair.Value!);
            foreach (var other in await FindAsync(connection, actor, item.Kind, values, item.Record!.Id, cancel))
                item.Checking.Warn(other.Field, $"{other.Name} has the same value ({other.Id})");
        }
    }
}
