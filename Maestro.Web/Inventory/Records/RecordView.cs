using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Records;

/// <summary>A record as its page has read it, with what stands beside it.</summary>
/// <param name="At">The moment shown, or null for now.</param>
public sealed record RecordView(Kind Kind, Record Record, DateTimeOffset? At, Actor Actor, Provenance Provenance, Neighbours Neighbours)
{
    /// <summary>Fields and links may be changed here: now, not in the past, not while retired.</summary>
    public bool MayWrite => At is null && Record.Active && Actor.MayWrite && Record.Level >= Level.Write;

    /// <summary>It may be retired, restored and shared.</summary>
    public bool MayAdmin => At is null && Actor.MayWrite && Record.Level >= Level.Admin;

    /// <summary>Edges of one field, in one direction.</summary>
    public IEnumerable<LinkGroup> Groups(string path, bool outgoing) =>
        Neighbours.Groups.Where(group => group.Path == path && group.Outgoing == outgoing);
}
