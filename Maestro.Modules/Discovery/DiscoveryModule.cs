using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Api;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Fetching;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Discovery.Importing;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Discovery;

/// <summary>Registers discovery: providers and resources are found by scan, what reads and plans stands here.</summary>
internal sealed class DiscoveryModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<UploadReader>();
        services.AddSingleton<FileReading>();
        services.AddSingleton<CsvReading>();
        services.AddSingleton<IStanding, DiscoveryStanding>();
        services.AddSingleton<Sizing>();
        services.AddSingleton<Placing>();
        services.AddSingleton<Keeping>();
        services.AddSingleton<IDiscovery, Imports>();
        services.AddOptions<CallOptions>().Bind(configuration.GetSection(CallOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TagOptions>().Bind(configuration.GetSection(TagOptions.Section)).ValidateOnStart();
        services.AddSingleton<Lines>();
        services.AddSingleton<Vault>();
        services.AddSingleton<ConnectionStore>();
        services.AddSingleton<ConnectionWriting>();
        services.AddSingleton<Probe>();
        services.AddSingleton<CrawlActors>();
        services.AddSingleton<Tagging>();
        services.AddSingleton<ITagRules, TagRuleBook>();
        services.AddSingleton<Upserting>();
        services.AddSingleton<ScopeCrawl>();
        services.AddSingleton<Covering>();
        services.AddSingleton<IFileSource, SshSource>();
        services.AddSingleton<IFileSource, BucketSource>();
        services.AddSingleton<FileFetching>();
        services.AddSingleton<CrawlWork>();
        services.AddSingleton<Crawls>();
        services.AddSingleton<IScheduledWork, CrawlSchedules>();
        services.AddSingleton<UsualSchedules>();
        services.AddSingleton<IConnections, ConnectionDesk>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        ImportsApi.Map(api.ForRecords());
        ConnectionsApi.Map(api);
        TagRulesApi.Map(api);
    }
}
