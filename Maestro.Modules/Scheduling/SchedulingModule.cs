using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Api;
using Maestro.Modules.Scheduling.Clock;
using Maestro.Modules.Scheduling.Firings;
using Maestro.Modules.Scheduling.Runs;
using Maestro.Modules.Scheduling.Schedules;
using Maestro.Modules.Scheduling.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Scheduling;

/// <summary>Registers runs and what works them off, schedules and the clock that fires them, and webhooks.</summary>
internal sealed class SchedulingModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SchedulingOptions>().Bind(configuration.GetSection(SchedulingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RunQueue>();
        services.AddSingleton<IStanding, SchedulingStanding>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunMeter>();
        services.AddSingleton<Endings>();
        services.AddSingleton<IRuns, RunRegister>();
        services.AddHostedService<RunWorker>();
        AddSchedules(services);
        AddWebhooks(services);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        var records = api.ForRecords();
        RunsApi.Map(records);
        SchedulesApi.Map(records);
    }

    private static void AddSchedules(IServiceCollection services)
    {
        services.AddSingleton<Wake>();
        services.AddSingleton<ScheduleBook>();
        services.AddSingleton<ScheduleStates>();
        services.AddSingleton<Chains>();
        services.AddSingleton<Works>();
        services.AddSingleton<ScheduleChecks>();
        services.AddSingleton<IScheduling, ScheduleDesk>();
        services.AddSingleton<Owners>();
        services.AddSingleton<FiringStore>();
        services.AddSingleton<Settling>();
        services.AddSingleton<Starting>();
        services.AddSingleton<Reconciling>();
        services.AddSingleton<Clockwork>();
        services.AddSingleton<IClock>(provider => provider.GetRequiredService<Clockwork>());
        services.AddHostedService(provider => provider.GetRequiredService<Clockwork>());
        services.AddHostedService<FiringWorker>();
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookWork>();
        services.AddSingleton<IScheduledWork>(provider => provider.GetRequiredService<WebhookWork>());
        services.AddSingleton<IWebhooks, WebhookDesk>();
    }
}
