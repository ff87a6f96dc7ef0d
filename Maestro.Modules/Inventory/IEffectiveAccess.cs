using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>Who can see a record, and why: grants and memberships put together.</summary>
public interface IEffectiveAccess
{
    /// <summary>What each person may do with a record in the end. Throws <see cref="Problem"/> (missing) when it is not readable.</summary>
    Task<EffectiveAccess> OfAsync(Actor actor, string kind, Guid id, CancellationToken cancel);
}

/// <summary>Who may do what with a record in the end. Administrators of Maestro may do everything with every record and are not among them.</summary>
/// <param name="Everyone">True for reference data, which everybody reads and administrators change.</param>
/// <param name="People">Whoever has a grant, or is in a team with one that the reader may see into; highest level first.</param>
/// <param name="Closed">Teams with a grant whose members the reader may not see.</param>
public sealed record EffectiveAccess(bool Everyone, IReadOnlyList<EffectivePerson> People, IReadOnlyList<NamedGrant> Closed);

/// <summary>A person, the highest level by any way, and the ways that give it.</summary>
public sealed record EffectivePerson(Guid Id, string Name, Level Level, IReadOnlyList<AccessWay> Ways);

/// <summary>One way to a record.</summary>
/// <param name="Team">Null for a grant to the person.</param>
/// <param name="Granted">What the grant says.</param>
/// <param name="Membership">Level of the membership; the lower of the two counts.</param>
public sealed record AccessWay(Guid? Team, string? TeamName, Level Granted, Level? Membership)
{
    /// <summary>What the way gives.</summary>
    public Level Level => Membership is { } membership ? (Level)Math.Min((int)Granted, (int)membership) : Granted;
}
