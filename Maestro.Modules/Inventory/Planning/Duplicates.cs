using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Finds records that already have a value which forms warn about: name, host name, address, unique id.</summary>
internal static class Duplicates
{
    /// <summary>Plans of more rows than this are not warned.</summary>
    internal const int MostAsked = 50;

    /// <summary>Who asks: values by field, and the record that they are of.</summary>
    internal sealed record Asked(Guid Except, IReadOnlyDictionary<string, string> Values);

    /// <summary>For each of <paramref name="asked"/>, by its place, readable records of the same Kind with one of its values: one round trip, however many ask.</summary>
    internal static async Task<ILookup<int, Duplicate>> FindAsync(NpgsqlConnection connection, Actor actor, Kind kind, IReadOnlyList<Asked> asked, CancellationToken cancel)
    {
        var found = new List<(int At, Duplicate Other)>();
        var watched = kind.Fields.Where(field => field.WarnDuplicate && asked.Any(one => one.Values.ContainsKey(field.Name))).ToList();
        if (watched.Count == 0)
            return found.ToLookup(pair => pair.At, pair => pair.Other);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var field in watched)
            batch.BatchCommands.Add(Of(field, kind, actor, asked));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        foreach (var field in watched)
        {
            while (await rows.ReadAsync(cancel))
                found.Add((rows.GetInt32(0), new(field.Name, rows.GetGuid(1), rows.GetString(2), rows.GetString(3))));
            await rows.NextResultAsync(cancel);
        }

        return found.ToLookup(pair => pair.At, pair => pair.Other);
    }

    /// <summary>Adds a warning to every new record of a small plan that looks like another.</summary>
    internal static async Task WarnAsync(NpgsqlConnection connection, Actor actor, PlanRun run, CancellationToken cancel)
    {
        if (!run.Origin.IsPerson)
            return;
        foreach (var same in run.Items.Where(item => item.Record is { IsNew: true } && !item.Failed).GroupBy(item => item.Kind))
        {
            var items = same.ToList();
            var others = await FindAsync(connection, actor, same.Key, [.. items.Select(item => new Asked(item.Record!.Id, Values(item)))], cancel);
            foreach (var (item, other) in items.SelectMany((item, at) => others[at].Select(other => (item, other))))
                item.Checking.Warn(other.Field, $"{other.Name} has the same value ({other.Id})");
        }
    }

    private static Dictionary<string, string> Values(PlanItem item) => item.Kind.Fields.Where(field => field.WarnDuplicate)
        .Select(field => (field.Name, Value: item.Record!.Doc[field.Name].Text())).Where(pair => pair.Value is not null)
        .ToDictionary(pair => pair.Name, pair => pair.Value!);

    private static NpgsqlBatchCommand Of(Field field, Kind kind, Actor actor, IReadOnlyList<Asked> asked)
    {
        var with = asked.Select((one, at) => (At: at, one.Except, Value: one.Values.GetValueOrDefault(field.Name))).Where(one => one.Value is not null).ToList();
        var command = new NpgsqlBatchCommand($"""
            select a.at, r.id, r.kind, r.name from unnest($2, $3, $4) a(at, value, except_id) cross join lateral (
                select r.id, r.kind, r.name from inventory.records r
                where r.root = '{kind.Root}' and r.active and {Readable.Sql(actor, "r", "$1")} and {Expression.Text(field)} = a.value and r.id <> a.except_id limit 5) r
            """);
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = with.Select(one => one.At).ToArray() });
        command.Parameters.Add(new() { Value = with.Select(one => one.Value!).ToArray() });
        command.Parameters.Add(new() { Value = with.Select(one => one.Except).ToArray() });
        return command;
    }
}
