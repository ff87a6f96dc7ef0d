using Maestro.Modules.Kernel;
using Maestro.Web.Hosting;
using Maestro.Web.Hosting.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(Maestro.Tests.Support.Postgres))]

namespace Maestro.Tests.Support;

/// <summary>
/// One PostgreSQL for the whole test process: the server that MAESTRO_TEST_DATABASE names, else a private one. A
/// template database is migrated once; each test class clones it. Taken in the constructor: <c>(Postgres postgres)</c>.
/// </summary>
public sealed class Postgres : IAsyncLifetime
{
    private const string Template = "maestro_template";
    private readonly SemaphoreSlim turn = new(1);
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private string? server;
    private EmbeddedPostgres? embedded;
    private TemporaryFolder? folder;
    private int clones;

    /// <summary>Nothing is started until the first database is asked for: pure tests do not wait for it.</summary>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh database with today's schema. Dispose it to drop it.</summary>
    public async Task<Database> CloneAsync()
    {
        await turn.WaitAsync();
        try
        {
            server ??= await StartAsync();
            var name = $"maestro_{run}_{++clones}";
            await ExecuteAsync($"create database {name} template {TemplateName}");
            return new Database(this, name, With(name));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops the private server, leaves it down for a while, and starts it again. False where the server is somebody else's.</summary>
    internal async Task<bool> RestartAsync(TimeSpan down)
    {
        if (embedded is null)
            return false;
        await embedded.DisposeAsync();
        await Task.Delay(down);
        await embedded.StartAsync(CancellationToken.None);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null && embedded is null)
            await ExecuteAsync($"drop database if exists {TemplateName} with (force)");
        if (embedded is not null)
            await embedded.DisposeAsync();
        folder?.Dispose();
        turn.Dispose();
    }

    internal Task DropAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)");

    private string TemplateName => $"{Template}_{run}";

    private async Task<string> StartAsync()
    {
        var at = Environment.GetEnvironmentVariable("MAESTRO_TEST_DATABASE");
        if (string.IsNullOrEmpty(at))
        {
            folder = new TemporaryFolder();
            var place = new ClusterPlace(new DataFolder(folder.Path), null);
            // Nothing in here outlives the process, so nothing has to survive a power cut.
            foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
                place.Settings[setting] = "off";
            embedded = new EmbeddedPostgres(place, NullLogger<EmbeddedPostgres>.Instance);
            await embedded.StartAsync(CancellationToken.None);
            at = embedded.ConnectionString;
        }
        server = at;
        await ExecuteAsync($"create database {TemplateName}");
        await using var source = NpgsqlDataSource.Create(With(TemplateName));
        await using var modules = Modules.Over(source);
        await modules.GetRequiredService<ISchema>().UpgradeAsync(CancellationToken.None);
        return at;
    }

    /// <summary>Without a pool: PostgreSQL does not clone a database that somebody is connected to.</summary>
    private string With(string database) => new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = database != TemplateName, MaxPoolSize = 20 }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of one test class.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Postgres postgres;
    private readonly string name;

    internal Database(Postgres postgres, string name, string connectionString)
    {
        this.postgres = postgres;
        this.name = name;
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
        Databases = new MaestroDbFactory(Source);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>What contract classes open the database with.</summary>
    internal IMaestroDbFactory Databases { get; }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await postgres.DropAsync(name);
    }
}

/// <summary>A folder that ends with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"maestro-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>One database for all tests of a class: <c>IClassFixture&lt;SharedDatabase&gt;</c>.</summary>
public sealed class SharedDatabase(Postgres postgres) : IAsyncLifetime
{
    public Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await postgres.CloneAsync();

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
