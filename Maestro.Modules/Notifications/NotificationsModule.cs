using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Api;
using Maestro.Modules.Notifications.Choosing;
using Maestro.Modules.Notifications.Following;
using Maestro.Modules.Notifications.Hooks;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Mailing;
using Maestro.Modules.Notifications.Matching;
using Maestro.Modules.Notifications.Streaming;
using Maestro.Modules.Notifications.Telling;
using Maestro.Modules.Notifications.Wording;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Notifications;

/// <summary>Registers what people are told, and what follows the events that they are told of.</summary>
internal sealed class NotificationsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationsOptions>().Bind(configuration.GetSection(NotificationsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Choices>();
        services.AddSingleton<IChoices>(provider => provider.GetRequiredService<Choices>());
        services.AddSingleton<ISubscriptions, SubscriptionDesk>();
        services.AddSingleton<Asking>();
        services.AddSingleton<ChangeTelling>();
        services.AddSingleton<MessageBox>();
        services.AddSingleton<Audience>();
        services.AddSingleton<RunTelling>();
        services.AddSingleton<Looking>();
        services.AddSingleton<Wordsmith>();
        services.AddSingleton<INotifications, InboxDesk>();
        services.AddSingleton<IStanding, NotificationsStanding>();
        services.AddSingleton<Keeping>();
        services.AddSingleton<Bookmarks>();
        services.AddSingleton<FollowMeter>();
        services.AddSingleton<Follower>();
        services.AddHostedService(provider => provider.GetRequiredService<Follower>());
        services.AddSingleton<MessageFeed>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<Letters>();
        services.AddSingleton<Mails>();
        services.AddSingleton<HookOwners>();
        services.AddSingleton<HookCalls>();
        services.AddSingleton<HookRounds>();
        services.AddSingleton<IHooks, HookDesk>();
        services.AddSingleton<Carrier>();
        services.AddHostedService(provider => provider.GetRequiredService<Carrier>());
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        NotificationsApi.Map(api);
        ChoicesApi.Map(api);
        SubscriptionsApi.Map(api);
        HooksApi.Map(api);
        EventsApi.Map(api);
    }
}
