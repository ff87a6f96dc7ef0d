using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>
/// Who says so. A person's words are pinned; a source's words are kept beside them and are cleared when the source stops
/// reporting them. Two uploads of one origin replace each other.
/// </summary>
public sealed record Origin
{
    /// <summary><c>person</c>, or the provider: <c>aws azure digitalocean openstack terraform ansible json csv</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What tells two origins of one provider apart: a Terraform lineage, a connection's id, a datacenter and a name.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown beside values: "Terraform", "AWS production".</summary>
    public required string Name { get; init; }

    /// <summary>As whom identity is looked up, and whom new records belong to.</summary>
    public required Subject Owner { get; init; }

    /// <summary>The datacenter that everything of this origin is in, unless a draft names another.</summary>
    public Guid? Datacenter { get; init; }

    /// <summary>Number by which the source counts its own states: one lower than a number read before brings nothing.</summary>
    public long? Serial { get; init; }

    /// <summary>What <see cref="Serial"/> counts, where an origin brings several such things: a folder of states. Null where it is the origin itself.</summary>
    public string? Lineage { get; init; }

    /// <summary>Unknown option values warn instead of failing: true for providers and host facts, false for files people write.</summary>
    public bool Tolerant { get; init; }

    /// <summary>What a person types, sends or edits.</summary>
    public static Origin Person(Actor actor) => new() { Provider = "person", Key = "", Name = actor.Name, Owner = actor.Owner };

    public bool IsPerson => Provider == "person";
}
