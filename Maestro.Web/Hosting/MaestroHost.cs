using Maestro.Web.Access;
using Maestro.Web.Hosting.Keys;
using Microsoft.Extensions.Options;

namespace Maestro.Web.Hosting;

/// <summary>Composes Maestro. <see cref="Build"/> is the table of contents of the whole program.</summary>
internal static class MaestroHost
{
    /// <summary>The whole application, not yet started. A test passes its own settings and changes in <paramref name="hook"/>.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? hook = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = Commands.Settings(args),
            ApplicationName = "Maestro.Web",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.UseMaestroSettings();
        hook?.Invoke(builder);
        builder.UseMaestroDatabase();
        builder.UseMaestroKeys();
        builder.UseMaestroModules();
        builder.Services.AddHostedService<Tools.DemoData>();
        builder.UseMaestroHealth();
        builder.UseMaestroServer();
        builder.Services.AddMaestroUi();
        var app = builder.Build();
        StartupCheck.Demand(app);
        LegacySettings.WarnOfDead(app.Logger, Environment.GetEnvironmentVariable);

        app.UseMaestroProxy();
        app.UseMaestroSecurityHeaders();
        app.UseMaestroProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapMaestroHealth();
        app.MapMaestroModules();
        app.MapMaestroApiDocs();
        app.MapProviderSignIn();
        app.MapMaestroUi();
        return app;
    }

    /// <summary>Opens the database, then serves.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancel)
    {
        await app.OpenDatabaseAsync(cancel);
        await app.StartAsync(cancel);
        Log.Ready(app.Logger, VersionText, string.Join(", ", app.Urls));
    }

    /// <summary>Runs Maestro, or the command that the arguments name, to its end and answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            if (Commands.Find(args) is { } command)
                return await command.RunAsync(app, args[command.Name.Split(' ').Length..], CancellationToken.None);
            await StartAsync(app, CancellationToken.None);
            await app.WaitForShutdownAsync();
            return app.Services.GetRequiredService<ExitCode>().Value;
        }
        catch (Exception refusal) when (ReasonsOf(refusal) is { } reasons)
        {
            await Console.Error.WriteLineAsync("Maestro cannot start:");
            foreach (var reason in reasons)
                await Console.Error.WriteLineAsync($"  - {reason}");
            return 1;
        }
    }

    private static IEnumerable<string>? ReasonsOf(Exception exception) => exception switch
    {
        StartRefused refusal => refusal.Reasons,
        // Settings that are read only now and then, such as those of the first administrator.
        OptionsValidationException settings => settings.Failures,
        _ => null,
    };

    internal static string VersionText => typeof(MaestroHost).Assembly.GetName().Version?.ToString(3) ?? "";
}
