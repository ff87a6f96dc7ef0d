using Maestro.Modules.Access;
using Maestro.Modules.Audit.Api;
using Maestro.Modules.Audit.Trail;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Audit;

/// <summary>Registers history.</summary>
internal sealed class AuditModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAudit, AuditReading>();
        services.AddSingleton<IStanding, AuditStanding>();
        services.AddSingleton<IFeed, Feed>();
        services.AddSingleton<News>();
        services.AddSingleton<INews>(provider => provider.GetRequiredService<News>());
        services.AddHostedService(provider => provider.GetRequiredService<News>());
    }

    public void MapEndpoints(IEndpointRouteBuilder api) => HistoryApi.Map(api.ForRecords());
}
