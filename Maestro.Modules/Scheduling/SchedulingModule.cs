using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Api;
using Maestro.Modules.Scheduling.Runs;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Scheduling;

/// <summary>Registers runs and what works them off.</summary>
internal sealed class SchedulingModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SchedulingOptions>().Bind(configuration.GetSection(SchedulingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RunQueue>();
        services.AddSingleton<IStanding, SchedulingStanding>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<IRuns, RunRegister>();
        services.AddHostedService<RunWorker>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api) => RunsApi.Map(api.ForRecords());
}
