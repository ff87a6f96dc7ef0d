using Maestro.Modules.Kernel;
using Maestro.Web.Hosting.Cluster;
using Npgsql;

namespace Maestro.Web.Hosting;

/// <summary>The database: the one that <c>ConnectionStrings:Maestro</c> names, else Maestro's own cluster.</summary>
internal static class DatabaseSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void UseMaestroDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(DataFolder.Of(builder.Configuration));
        builder.Services.AddSingleton<ExitCode>();
        if (builder.Configuration.GetConnectionString("Maestro") is { Length: > 0 } named)
        {
            builder.Services.AddSingleton(provider => Source(provider, named));
        }
        else
        {
            builder.Services.AddSingleton(provider => new ClusterPlace(provider.GetRequiredService<DataFolder>(), builder.Configuration["Postgres:BinDirectory"]));
            builder.Services.AddSingleton<EmbeddedPostgres>();
            // The source depends on the cluster, so it is disposed before the cluster stops.
            builder.Services.AddSingleton(provider => Source(provider, provider.GetRequiredService<EmbeddedPostgres>().ConnectionString));
        }
    }

    /// <summary>Starts the cluster where it is ours, waits for the database and brings it to this version. To be done before the host starts: every service may then read.</summary>
    public static async Task OpenDatabaseAsync(this WebApplication app, CancellationToken cancel)
    {
        app.Services.GetRequiredService<DataFolder>().Prepare();
        if (app.Services.GetService<EmbeddedPostgres>() is { } cluster)
        {
            await cluster.StartAsync(cancel);
            _ = EndWithAsync(cluster, app);
        }
        await AwaitDatabaseAsync(app, cancel);
        await app.Services.GetRequiredService<ISchema>().UpgradeAsync(cancel);
    }

    // Statements asked for again and again are parsed once a connection; a connection string that says otherwise wins.
    private static NpgsqlDataSource Source(IServiceProvider provider, string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection).UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        if (builder.ConnectionStringBuilder.MaxAutoPrepare == 0)
            builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        return builder.Build();
    }

    /// <summary>Without its database Maestro is of no use: it ends, and whatever supervises it starts it anew.</summary>
    private static async Task EndWithAsync(EmbeddedPostgres cluster, WebApplication app)
    {
        await cluster.Died;
        app.Services.GetRequiredService<ExitCode>().Value = 1;
        app.Lifetime.StopApplication();
    }

    private static async Task AwaitDatabaseAsync(WebApplication app, CancellationToken cancel)
    {
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                if (connection.PostgreSqlVersion.Major < Binaries.Oldest)
                    throw new StartRefused($"ConnectionStrings:Maestro: PostgreSQL {Binaries.Oldest} or newer is needed; this is {connection.PostgreSqlVersion}.");
                return;
            }
            catch (PostgresException refusal) when (!refusal.IsTransient)
            {
                throw new StartRefused($"ConnectionStrings:Maestro: the database refuses: {refusal.MessageText}");
            }
            catch (NpgsqlException failure)
            {
                if (TimeProvider.System.GetElapsedTime(since) > Patience)
                    throw new StartRefused($"ConnectionStrings:Maestro: the database does not answer: {failure.Message}");
                Log.DatabaseAwaited(app.Logger, failure.Message);
            }
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }
}

/// <summary>What the process answers when it ends: not 0 when it ended because something it needs has died.</summary>
internal sealed class ExitCode
{
    public int Value { get; set; }
}
