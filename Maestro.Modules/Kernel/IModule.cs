using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Kernel;

/// <summary>A module: what it adds to the container and which endpoints it serves. Found by scan.</summary>
[Plug]
public interface IModule
{
    /// <summary>Adds the module's services. Options are bound to the configuration section named after the module.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the module's endpoints below <c>/api/v1</c>. Each demands an Actor unless it says otherwise.</summary>
    void MapEndpoints(IEndpointRouteBuilder api)
    {
    }
}

/// <summary>How a module is, in lines that a person can read on the page about Maestro. Registered in the container, one a module.</summary>
public interface IStanding
{
    /// <summary>The module's name.</summary>
    string Module { get; }

    /// <summary>Its lines, most telling first. Throws <see cref="Problem"/> (denied) unless the actor is an administrator.</summary>
    Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel);
}

/// <summary>One line on how a module is.</summary>
/// <param name="Label">What is counted or said, in English: a key of the pages' texts.</param>
/// <param name="Count">How many; null when there is nothing to count.</param>
/// <param name="Good">False when somebody should look.</param>
public sealed record Standing(string Label, long? Count, bool Good = true)
{
    /// <summary>Denies everybody but administrators.</summary>
    internal static void Demand(Actor actor)
    {
        if (!actor.SeesAll)
            throw Problem.Denied("Only administrators see how the modules are.");
    }
}
