using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>The first administrator of a new installation.</summary>
public interface IFirstRun
{
    /// <summary>True while there is no user.</summary>
    Task<bool> IsNeededAsync(CancellationToken cancel);

    /// <summary>Creates the first administrator with the one-time code from the log. Throws <see cref="Problem"/> (conflict) once there is a user.</summary>
    Task<Issued> CreateAsync(string code, string name, string email, string password, Caller caller, CancellationToken cancel);
}
