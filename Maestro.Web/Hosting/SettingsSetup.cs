using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Maestro.Web.Hosting;

/// <summary>Where settings come from, weakest first: appsettings.json, names of Maestro 0.6, the environment, the command line.</summary>
internal static class SettingsSetup
{
    public static void UseMaestroSettings(this WebApplicationBuilder builder)
    {
        var sources = builder.Configuration.Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(Math.Max(environment, 0), new MemoryConfigurationSource { InitialData = LegacySettings.Translate(Environment.GetEnvironmentVariable) });
        if (builder.Configuration["Files:Folder"] is null or "")
            builder.Configuration["Files:Folder"] = DataFolder.Of(builder.Configuration).Files;
        if (builder.Configuration["urls"] is null or "")
            builder.WebHost.UseUrls("http://localhost:8080");
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
    }
}
