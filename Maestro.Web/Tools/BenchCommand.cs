using System.Globalization;
using System.Text.Json;
using Maestro.Web.Hosting;
using Npgsql;

namespace Maestro.Web.Tools;

/// <summary><c>bench [--records N] [--json FILE]</c>: measures product.md section 8 on this machine, in a scratch database that is dropped.</summary>
internal sealed class BenchCommand : ICommand
{
    public string Name => "bench";

    public async Task<int> RunAsync(WebApplication app, string[] args, CancellationToken cancel)
    {
        var records = Option(args, "--records") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        await app.OpenDatabaseAsync(cancel);
        var server = app.Services.GetRequiredService<NpgsqlDataSource>();
        var name = $"maestro_bench_{Environment.ProcessId}";
        await ExecuteAsync(server, $"create database {name}", cancel);
        try
        {
            // The source hides its password: the cluster's own connection string has it.
            var connection = new NpgsqlConnectionStringBuilder(ConnectionOf(app)) { Database = name }.ConnectionString;
            var results = await MeasureAsync(connection, records, cancel);
            Print(results, records);
            if (Option(args, "--json") is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, Indented), cancel);
            return results.All(result => result.Reached) ? 0 : 2;
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(server, $"drop database if exists {name} with (force)", cancel);
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string ConnectionOf(WebApplication app) =>
        app.Services.GetService<Hosting.Cluster.EmbeddedPostgres>()?.ConnectionString ?? app.Configuration.GetConnectionString("Maestro")!;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static async Task<List<Measure>> MeasureAsync(string connection, int records, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("maestro-bench");
        await using var host = MaestroHost.Build(
        [
            "--urls=http://127.0.0.1:0", $"--MAESTRO_DATA={folder.FullName}", $"--ConnectionStrings:Maestro={connection}",
            $"--MAESTRO_ADMIN_EMAIL={BenchRun.Email}", $"--MAESTRO_ADMIN_PASSWORD={BenchRun.Password}", "--Logging:LogLevel:Default=Warning", "--Discovery:PaceFactor=1000",
        ]);
        await MaestroHost.StartAsync(host, cancel);
        try
        {
            using var run = new BenchRun(host, records, folder.FullName, connection);
            return await run.RunAsync(cancel);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static void Print(IEnumerable<Measure> results, int records)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{records:N0} records, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_073_741_824} GiB\n"));
        Console.WriteLine("| Work | Measured | Reach | |\n|---|---|---|---|");
        foreach (var result in results)
            Console.WriteLine($"| {result.Work} | {result.Text} | {result.Target} | {(result.Reached ? "✓" : "short")} |");
    }
}

/// <summary>One row of the table.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Value">Figure in the unit of the text.</param>
/// <param name="Text">Figure with its unit.</param>
/// <param name="Target">What section 8 asks for.</param>
/// <param name="Reached">Whether it was reached.</param>
internal sealed record Measure(string Work, double Value, string Text, string Target, bool Reached);
