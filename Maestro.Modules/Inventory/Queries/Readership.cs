using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>
/// Knows about how many records somebody may read. Of few, a list looks at each and sorts; of many, it walks the order's index and passes by
/// what may not be read. The planner cannot choose between them: it believes that what may be read is spread evenly over every order.
/// </summary>
internal sealed class Readership(TimeProvider time)
{
    /// <summary>So many are looked at and sorted in milliseconds where they lie together, in some tens of them where each lies on a page of its own.</summary>
    private const int Few = 5_000;
    private const int MostKnown = 10_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (bool Few, long Since)> known = new(StringComparer.Ordinal);

    /// <summary>Whether the actor may read few records, as the planner's statistics have it; asked anew after a minute.</summary>
    internal async ValueTask<bool> IsSmallAsync(NpgsqlConnection connection, Actor actor, CancellationToken cancel)
    {
        if (actor.SeesAll)
            return false;
        var circle = $"{string.Join(' ', actor.SubjectIds)} {(actor.OnlyKinds is { } only ? string.Join(' ', only) : "*")}";
        if (known.TryGetValue(circle, out var found) && time.GetElapsedTime(found.Since) < Lasts)
            return found.Few;
        var few = await EstimateAsync(connection, actor, cancel) < Few;
        if (known.Count >= MostKnown)
            known.Clear();
        known[circle] = (few, time.GetTimestamp());
        return few;
    }

    private static async Task<double> EstimateAsync(NpgsqlConnection connection, Actor actor, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"explain (format json) select 1 from inventory.records r where {Readable.Sql(actor, "r", "$1")}", connection);
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync(cancel))!);
        return plan![0]!["Plan"]!["Plan Rows"]!.GetValue<double>();
    }
}
