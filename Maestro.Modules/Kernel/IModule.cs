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
