using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Settings of the section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Level of membership that creating on behalf of a team takes.</summary>
    public Level TeamCreateLevel { get; set; } = Level.Write;

    /// <summary>Who may make an account.</summary>
    public Registration Registration { get; set; } = Registration.Invite;

    /// <summary>Days until a session ends.</summary>
    public int SessionDays { get; set; } = 14;

    /// <summary>Longest life of an API token in days; also what it gets when no end is named.</summary>
    public int TokenDays { get; set; } = 365;

    /// <summary>The provider or directory of single sign-on may be on this machine itself.</summary>
    public bool LoopbackProviders { get; set; }
}
