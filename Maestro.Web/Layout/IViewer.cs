using Maestro.Modules.Kernel;

namespace Maestro.Web.Layout;

/// <summary>Who looks at the screen; the shell's and the pages' way to an Actor.</summary>
public interface IViewer
{
    /// <summary>The actor of this circuit, acting for the chosen team. Null when nobody is signed in, or the session has ended.</summary>
    Task<Actor?> ActorAsync(CancellationToken cancel);

    /// <summary>Id of the session this circuit belongs to; null when nobody is signed in.</summary>
    Task<Guid?> SessionAsync();

    /// <summary>Acts for a team, or for the person again (null), from now on.</summary>
    Task ActForAsync(Guid? team, CancellationToken cancel);
}
