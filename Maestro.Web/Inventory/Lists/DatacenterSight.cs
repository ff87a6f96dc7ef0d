using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Whether sources still see what stands in the datacenters of a page: two counts for all of them, however many there are.</summary>
internal sealed class DatacenterSight
{
    public const string Column = "connection";
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);
    private readonly HashSet<string> fresh;
    private readonly HashSet<string> ever;
    private readonly DateTimeOffset since;

    private DatacenterSight(HashSet<string> fresh, HashSet<string> ever, DateTimeOffset since) => (this.fresh, this.ever, this.since) = (fresh, ever, since);

    public static DatacenterSight Nothing { get; } = new([], [], default);

    public static async Task<DatacenterSight> ReadAsync(IInventory inventory, Actor actor, IReadOnlyList<Record> page, DateTimeOffset now, CancellationToken cancel)
    {
        if (page.Count == 0)
            return Nothing;
        var here = new Filter.Test("datacenters", "", [.. page.Select(record => record.Id.ToString())]);
        async Task<HashSet<string>> NamesAsync(string op, string value)
        {
            var query = new Query { Kind = "server", Filter = new Filter.And([here, new Filter.Test("last_seen", op, [value])]), Counted = false };
            return [.. (await inventory.FacetAsync(actor, query, "datacenters__name", page.Count, cancel)).Select(facet => facet.Value).OfType<string>()];
        }

        var since = now - Fresh;
        return new(await NamesAsync("gte", since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)), await NamesAsync("empty", "false"), since);
    }

    /// <summary>"Connected", "Lost" or "Never seen".</summary>
    public string WordOf(Record datacenter) =>
        fresh.Contains(datacenter.Name) || datacenter.LastSeen >= since && datacenter.LastSeen is not null ? "Connected"
        : ever.Contains(datacenter.Name) || datacenter.LastSeen is not null ? "Lost"
        : "Never seen";

    public Tone ToneOf(Record datacenter) => WordOf(datacenter) switch { "Connected" => Tone.Good, "Lost" => Tone.Bad, _ => Tone.Neutral };
}
