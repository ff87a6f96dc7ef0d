namespace Maestro.Modules.Kernel;

/// <summary>A team that an actor belongs to, and the level of that membership.</summary>
public sealed record Membership(Guid TeamId, string Name, Level Level);

/// <summary>
/// On whose behalf something is done. Passed as an argument, never ambient: a Blazor circuit has no request to find it in.
/// </summary>
public sealed record Actor
{
    public required Guid UserId { get; init; }

    /// <summary>Name shown in history.</summary>
    public required string Name { get; init; }

    /// <summary>The team acted for (new records belong to it), or null for the person.</summary>
    public Guid? TeamId { get; init; }

    public IReadOnlyList<Membership> Teams { get; init; } = [];

    /// <summary>An administrator reads and administers every record; change sets say so.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>The machine itself: migrations, seeding, sweeps. Sees everything.</summary>
    public bool IsSystem { get; init; }

    /// <summary>False for an API token that may only read.</summary>
    public bool MayWrite { get; init; } = true;

    /// <summary>Names of the only Kinds that this actor reaches, families included; null where it reaches all. Whoever is limited has no administrator's rights.</summary>
    public IReadOnlySet<string>? OnlyKinds { get; init; }

    /// <summary>A program of a team, with a token of its own: no person, so it has no account, no profile and nothing to manage.</summary>
    public bool IsService { get; init; }

    /// <summary>The API token that it came with; null for sessions and the machine.</summary>
    public Guid? TokenId { get; init; }

    /// <summary>Network address that the request or session comes from, for the security trail; null for the machine.</summary>
    public string? Address { get; init; }

    /// <summary>The session that acts; null for an API token and the machine.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>True where no grant filter applies.</summary>
    public bool SeesAll => (IsAdmin && OnlyKinds is null) || IsSystem;

    /// <summary>Whether records of this Kind exist for the actor at all.</summary>
    public bool Reaches(string kind) => OnlyKinds is null || OnlyKinds.Contains(kind);

    /// <summary>True for tokens made for records and nothing else: of services, and those limited to some Kinds.</summary>
    public bool RecordsOnly => IsService || OnlyKinds is not null;

    /// <summary>Whom new records belong to, and as whom identity is looked up.</summary>
    public Subject Owner => TeamId is { } team ? Subject.Team(team) : Subject.User(UserId);

    /// <summary>Reader of shared reference data: everybody who is signed in is also this subject.</summary>
    public static readonly Guid Everyone = new("00000000-0000-7000-8000-000000000001");

    /// <summary>Ids of every subject this actor is: the user, its teams, everyone.</summary>
    public Guid[] SubjectIds => [UserId, Everyone, .. Teams.Select(team => team.TeamId)];

    /// <summary>The level that a grant to <paramref name="subject"/> gives this actor: the lower of grant and membership.</summary>
    public Level Through(Subject subject, Level granted)
    {
        if (subject.Id == UserId)
            return granted;
        var membership = Teams.FirstOrDefault(team => team.TeamId == subject.Id);
        return membership is null ? Level.None : (Level)Math.Min((int)granted, (int)membership.Level);
    }

    /// <summary>The machine, for a stated reason.</summary>
    public static Actor System(string reason) => new() { UserId = Guid.Empty, Name = reason, IsSystem = true };
}
