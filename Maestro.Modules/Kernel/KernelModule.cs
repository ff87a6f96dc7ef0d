using Maestro.Modules.Kinds;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Maestro.Modules.Kernel;

/// <summary>Adds what every module may use: the catalogue, the clock, the way into the database, the answer to a Problem.</summary>
internal sealed class KernelModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IKinds>(_ => new Catalogue());
        services.AddSingleton<IMaestroDbFactory, MaestroDbFactory>();
        services.AddSingleton<ISchema, Schema>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
    }
}
