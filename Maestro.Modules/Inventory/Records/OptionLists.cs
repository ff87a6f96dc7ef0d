using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Records;

/// <summary>Values of the option lists, for checking choices. Read from their records; forgotten when one is written.</summary>
internal sealed class OptionLists(IMaestroDbFactory databases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);
    private (DateTimeOffset Until, Dictionary<string, List<string>> Lists) cache = (DateTimeOffset.MinValue, []);

    /// <summary>All lists by key. Another process's edit shows within seconds.</summary>
    public async Task<IReadOnlyDictionary<string, List<string>>> AllAsync(CancellationToken cancel)
    {
        if (cache.Until > time.GetUtcNow())
            return cache.Lists;
        cache = (time.GetUtcNow() + Fresh, await ReadAsync(cancel));
        return cache.Lists;
    }

    /// <summary>Reads anew on the next question.</summary>
    public void Forget() => cache = (DateTimeOffset.MinValue, []);

    private async Task<Dictionary<string, List<string>>> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Actor.System("option lists"), cancel);
        await using var command = new NpgsqlCommand("select doc from inventory.records where root = 'option' and active", connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
        {
            var option = (JsonObject)JsonNode.Parse(rows.GetString(0))!;
            if (option["key"].Text() is { } key)
                lists[key] = [.. ((option["values"] as JsonArray) ?? []).Select(value => value.Text()).OfType<string>()];
        }

        return lists;
    }
}
