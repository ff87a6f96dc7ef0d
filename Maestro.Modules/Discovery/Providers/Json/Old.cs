using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Providers.Json;

/// <summary>Fields that Maestro 0.6 read from such files and that no record has any more. They are passed over, not refused.</summary>
internal static class Old
{
    private static readonly string[] Names =
    [
        "spec", "read_status", "state", "devices", "service", "targets", "ia_type", "volume_id", "metadata", "instance_storage_already_warmed_up", "migration_id", "project_id",
        "source_volume_id", "image_id", "own", "size", "engine", "asm_groups", "cluster", "dataguard", "storage_types", "queues", "urls", "cache_behavior", "cache_nodes", "crs_version", "modal", "pdbs",
        "loadbalance_names", "instances", "domain", "type", "language", "tables", "tags", "status",
    ];

    /// <summary>Takes out what the Kind, and every family it may turn into, does not declare.</summary>
    internal static void Drop(Kind kind, JsonObject fields)
    {
        foreach (var name in fields.Select(pair => pair.Key).Where(name => Names.Contains(name) && kind.Find(name) is null && !Family(kind, name, fields)).ToList())
            fields.Remove(name);
    }

    private static readonly Catalogue Kinds = new();

    // A row of "applications" that says it is a database has a database's fields.
    private static bool Family(Kind kind, string name, JsonObject fields) =>
        kind.Find("family") is not null && fields["family"].Text() is { } family && Kinds.OfFamily(kind.Root, family)?.Find(name) is not null;
}
