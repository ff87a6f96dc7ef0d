using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;

namespace Maestro.Web.Inventory.Panels;

/// <summary>A disk of a server as its table shows it.</summary>
/// <param name="Sort">"xfs · LVM data/pg".</param>
/// <param name="VolumeId">The provider's id of the attached volume.</param>
/// <param name="Volume">The volume's record, when it is known.</param>
internal sealed record Disk(string Device, string? Mount, string Sort, JsonNode? Size, string? VolumeId, Record? Volume)
{
    /// <summary>The server's own list, joined with the volumes attached to it; a volume that the server does not list has a row too.</summary>
    public static IReadOnlyList<Disk> Of(Record server, IReadOnlyList<Record> volumes)
    {
        var rest = volumes.ToList();
        var disks = new List<Disk>();
        foreach (var item in Edges.Items(server, "storage"))
        {
            var ids = new[] { item["unique_id"].Text(), item["volume_id"].Text() };
            var volume = rest.FirstOrDefault(one => one.Fields["unique_id"].Text() is { } id && ids.Contains(id));
            if (volume is not null)
                rest.Remove(volume);
            disks.Add(new(item["device_name"].Text() ?? item["name"].Text() ?? "—", MountOf(item), SortOf(item), item["size"] ?? volume?.Fields["size"], ids.FirstOrDefault(id => id is { Length: > 0 }), volume));
        }

        foreach (var volume in rest)
        {
            var edge = Edges.Items(volume, "servers").FirstOrDefault(item => item.RefId() == server.Id);
            disks.Add(new(edge?["device"].Text() ?? "—", edge?["mount"].Text(), volume.Fields["volume_type"].Text() ?? "", volume.Fields["size"], volume.Fields["unique_id"].Text(), volume));
        }

        return disks;
    }

    private static string? MountOf(JsonObject item) =>
        item["mount"].Text() ?? (item["partitions"] as JsonArray)?.Select(part => part.At("mount").Text()).FirstOrDefault(mount => mount is { Length: > 0 });

    private static string SortOf(JsonObject item)
    {
        var lvm = string.Join('/', new[] { item["vg"].Text(), item["pv"].Text() }.Where(part => part is { Length: > 0 }));
        var isLvm = lvm.Length > 0 || (item["lvm"] is JsonValue flag && flag.TryGetValue<bool>(out var on) && on);
        var parts = new[] { item["ftype"].Text() ?? (item["partitions"] as JsonArray)?.Select(part => part.At("ftype").Text()).FirstOrDefault(type => type is { Length: > 0 }), isLvm ? $"LVM {lvm}".Trim() : null, item["root"].Text() == "root" ? "root" : null };
        return string.Join(" · ", parts.Where(part => part is { Length: > 0 }));
    }
}
