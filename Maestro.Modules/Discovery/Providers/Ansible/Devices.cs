using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>A disk of a host.</summary>
internal sealed record Device(Host Host, string Name, JsonElement Disk);

/// <summary>Reads block devices: what counts as a disk, how large it is, what it is known by.</summary>
internal static partial class Devices
{
    [GeneratedRegex(@"^(loop|ram|zram|sr|fd|cd|dm-|nbd)", RegexOptions.CultureInvariant)]
    private static partial Regex NoDisk { get; }

    [GeneratedRegex(@"vol-?([0-9a-f]{8}|[0-9a-f]{17})(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex EbsVolume { get; }

    [GeneratedRegex(@"^(wwn-0x[0-9a-f]{16,32}|nvme-(eui|uuid|nguid)\.[0-9a-f-]{16,}|scsi-3[0-9a-f]{16,32})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WorldWide { get; }

    /// <summary>Disks by name; devices of no size are empty slots.</summary>
    internal static IEnumerable<JsonProperty> Of(Facts facts) =>
        facts.Members("devices").Where(device => device.Value.ValueKind == JsonValueKind.Object && !NoDisk.IsMatch(device.Name) && Size(device.Value) is > 0).OrderBy(device => device.Name, StringComparer.Ordinal);

    internal static decimal? Count(Facts facts) => facts["devices"] is { ValueKind: JsonValueKind.Object } ? Of(facts).Count() : null;

    /// <summary>Size in GB. The text ("1.82 TB") is rounded and wrong for disks with sectors of 4 kB; the sectors are not.</summary>
    internal static decimal? Size(JsonElement disk) => Drafts.OfSectors(disk.Number("sectors")) ?? Written(disk.Text("size"));

    /// <summary>The provider's or maker's id of a disk, where it is unique in the world.</summary>
    internal static string? WorldId(JsonElement disk)
    {
        var links = disk.Texts("links.ids");
        foreach (var link in links)
        {
            if (EbsVolume.Match(link) is { Success: true } volume)
                return $"vol-{volume.Groups[1].Value}";
        }

        return links.Order(StringComparer.Ordinal).LastOrDefault(link => WorldWide.IsMatch(link))?.ToLowerInvariant()
            ?? (disk.Text("wwn") is { Length: >= 16 } wwn ? $"wwn-{wwn.ToLowerInvariant()}" : null);
    }

    /// <summary>The field <c>storage</c> of the server.</summary>
    internal static JsonArray? Storage(Facts facts)
    {
        var list = new JsonArray();
        if (facts["devices"] is { ValueKind: JsonValueKind.Array })
        {
            foreach (var name in facts.Texts("devices").Where(name => !NoDisk.IsMatch(name)).Distinct())
                list.Add(new JsonObject { ["name"] = name });
        }

        var mounts = (facts["mounts"] is { ValueKind: JsonValueKind.Array } all ? all.EnumerateArray() : []).Where(mount => mount.ValueKind == JsonValueKind.Object).ToList();
        foreach (var device in Of(facts))
            list.Add(Disk(device, mounts, facts));
        return list.Count == 0 ? null : list;
    }

    private static JsonObject Disk(JsonProperty device, List<JsonElement> mounts, Facts facts)
    {
        var disk = device.Value;
        var partitions = new JsonArray([.. disk.Members("partitions").Where(part => part.Value.ValueKind == JsonValueKind.Object).OrderBy(part => part.Name, StringComparer.Ordinal).Select(part => Partition(part, mounts))]);
        var whole = Mounted(device.Name, disk, mounts);
        var group = VolumeGroup(facts, device.Name);
        return new JsonObject { ["name"] = device.Name }
            .Put("size", Size(disk))
            .Put("unique_id", WorldId(disk))
            .Put("status", "attached")
            .Put("root", whole?.Text("mount") == "/" || partitions.Any(part => (part as JsonObject)?["mount"]?.GetValue<string>() == "/") ? "root" : null)
            .Put("mount", whole?.Text("mount"))
            .Put("ftype", whole?.Text("fstype"))
            .Put("lvm", group is null ? (bool?)null : true)
            .Put("pv", group?.Device)
            .Put("vg", group?.Group)
            .Put("model", Known(disk.Text("model")))
            .Put("serial", Known(disk.Text("serial")))
            .Put("partitions", partitions);
    }

    private static JsonObject Partition(JsonProperty part, List<JsonElement> mounts)
    {
        var mount = Mounted(part.Name, part.Value, mounts);
        return new JsonObject { ["name"] = part.Name }
            .Put("device", mount?.Text("device") ?? $"/dev/{part.Name}")
            .Put("mount", mount?.Text("mount"))
            .Put("ftype", mount?.Text("fstype"))
            .Put("size", Size(part.Value))
            .Put("uuid", Known(part.Value.Text("uuid")))
            .Put("options", mount?.Text("options"));
    }

    private static JsonElement? Mounted(string name, JsonElement part, List<JsonElement> mounts)
    {
        var uuids = part.Texts("links.uuids").Append(part.Text("uuid")).Select(Known).OfType<string>().ToHashSet();
        var found = mounts.Where(mount => mount.Text("device") == $"/dev/{name}" || Known(mount.Text("uuid")) is { } uuid && uuids.Contains(uuid)).ToList();
        // One file system may be mounted in many places; the shortest path is the one people mean.
        return found.Count == 0 ? null : found.MinBy(mount => mount.Text("mount")?.Length ?? int.MaxValue);
    }

    private static (string Device, string Group)? VolumeGroup(Facts facts, string disk)
    {
        foreach (var volume in facts["lvm"]?.Members("pvs") ?? [])
        {
            if (volume.Name.StartsWith($"/dev/{disk}", StringComparison.Ordinal) && volume.Value.Text("vg") is { } group)
                return (volume.Name, group);
        }

        return null;
    }

    private static decimal? Written(string? size)
    {
        if (size?.Split(' ', 2) is not [var figure, var unit] || !decimal.TryParse(figure, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return null;
        var factor = unit.ToUpperInvariant() switch { "KB" => 1m / 1_048_576, "MB" => 1m / 1024, "GB" => 1, "TB" => 1024, "PB" => 1_048_576, _ => 0m };
        return factor == 0 || number is <= 0 or > 1_000_000_000 ? null : Math.Max(0.01m, Math.Round(number * factor, 2, MidpointRounding.AwayFromZero));
    }

    internal static string? Known(string? text) => text is null || text.ToLowerInvariant() is "na" or "n/a" or "none" or "unknown" ? null : text;
}
