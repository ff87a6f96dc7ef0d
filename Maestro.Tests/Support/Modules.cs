using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Maestro.Tests.Support;

/// <summary>All modules over a database, without a web server: what contract tests call.</summary>
internal static class Modules
{
    internal static ServiceProvider Over(NpgsqlDataSource source, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(source);
        if (time is not null)
            services.AddSingleton(time);
        services.AddDataProtection();
        services.AddRouting();
        services.AddMetrics();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Files:Folder", Path.Combine(Path.GetTempPath(), $"maestro-tests-{Environment.ProcessId}"))]).Build();
        services.AddSingleton<IConfiguration>(configuration);
        foreach (var module in Plugs.InstancesOf<IModule>())
            module.AddServices(services, configuration);
        return services.BuildServiceProvider();
    }
}
