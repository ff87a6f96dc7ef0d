using System.Globalization;
using Npgsql;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>
/// Maestro's own PostgreSQL: makes the cluster at first start, runs it, stops it cleanly. It never connects to a server
/// that it did not start: the ready server's process id must be that of its own child.
/// </summary>
internal sealed class EmbeddedPostgres(ClusterPlace place, ILogger<EmbeddedPostgres> log) : IAsyncDisposable
{
    public const string DatabaseName = "maestro";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private FileStream? claim;
    private ServerProcess? server;

    public ClusterPlace Place => place;

    /// <summary>Process id of the running server.</summary>
    public int? ProcessId => server?.Id;

    /// <summary>Completes when the server has ended without being asked to.</summary>
    public Task Died => server?.Died ?? Task.CompletedTask;

    public string ConnectionString => place.ConnectionString(DatabaseName);

    /// <summary>Starts the cluster and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        claim = Claim();
        await Orphan.EndAsync(place.Pages, log, cancel);
        if (!File.Exists(Path.Combine(place.Pages, "PG_VERSION")))
            Initialize();
        server = new ServerProcess(place.User.Server(place.Programs.Server, place.ServerArguments()), log);
        await server.StartAsync(cancel);
        await WaitUntilReadyAsync(server, cancel);
        await CreateDatabaseAsync(cancel);
        Log.ClusterReady(log, place.Programs.Major, place.UsesSocket ? place.Root : $"127.0.0.1:{place.Port}",
            place.User.Name, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Fast shutdown: clients are dropped, everything committed is on disk, no recovery at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (server is { } running)
        {
            server = null;
            await running.StopAsync(StopLimit);
            Log.ClusterStopped(log);
        }
        if (claim is not null)
            await claim.DisposeAsync();
        claim = null;
    }

    /// <summary>The lock ends with this process however it ends, so a held lock means a living Maestro.</summary>
    private FileStream Claim()
    {
        try
        {
            var file = new FileStream(place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return file;
        }
        catch (IOException)
        {
            throw new StartRefused($"MAESTRO_DATA: another Maestro is running on {Path.GetDirectoryName(place.Lock)}. Stop it, or choose another folder.");
        }
    }

    private void Initialize()
    {
        Log.ClusterMaking(log, place.Pages, place.Programs.Major);
        // Made aside and moved: a start that is killed midway leaves nothing that looks like a cluster.
        var aside = place.Pages + ".new";
        ServerUser.Run(place.User.Command("rm", "-rf", aside));
        var password = Path.Combine(place.Root, ".password");
        ServerUser.Run(place.User.Command("install", "-m", "0600", "/dev/null", password));
        try
        {
            File.WriteAllText(password, place.Password);
            ServerUser.Run(place.User.Command(place.Programs.InitDb, "-D", aside, "-U", "maestro", "--auth=scram-sha-256",
                $"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"));
        }
        finally
        {
            File.Delete(password);
        }
        Directory.Move(aside, place.Pages);
    }

    private async Task WaitUntilReadyAsync(ServerProcess running, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        while (!PostmasterFile.Read(place.Pages).IsReady(running.Id))
        {
            if (running.HasEnded)
                throw new StartRefused($"The embedded database did not start: {running.LastWords}");
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(place.ConnectionString("postgres")) { Pooling = false });
        await using var connection = await ConnectAsync(source, cancel);
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = DatabaseName } } };
        if (await look.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    private async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        try
        {
            return await source.OpenConnectionAsync(cancel);
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new StartRefused($"MAESTRO_DATA: the cluster in {place.Root} does not accept the password in the key folder. Put back the file cluster-password that was made with it.");
        }
    }
}
