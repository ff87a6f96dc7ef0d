using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Maestro.Web.Hosting;

/// <summary>A part of the installation and how it is.</summary>
internal sealed record PartState(string Name, bool Good, string? Message);

/// <summary>A folder below the data folder and what it takes.</summary>
internal sealed record FolderUse(string Name, long Bytes, int Files);

/// <summary>What this installation is made of, for the page about it.</summary>
internal sealed class Installation(NpgsqlDataSource source, HealthCheckService health, IConfiguration configuration)
{
    /// <summary>The product's version.</summary>
    public static string Version => typeof(Installation).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The database server's version, and the size of the database in bytes.</summary>
    public async Task<(string Version, long Bytes)> DatabaseAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select current_setting('server_version'), pg_database_size(current_database())");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return (rows.GetString(0), rows.GetInt64(1));
    }

    /// <summary>Every health check and what it says.</summary>
    public async Task<IReadOnlyList<PartState>> StateAsync(CancellationToken cancel)
    {
        var report = await health.CheckHealthAsync(cancel);
        return [.. report.Entries.Select(entry => new PartState(entry.Key, entry.Value.Status == HealthStatus.Healthy, entry.Value.Description))];
    }

    /// <summary>What the folders of the data folder take. The cluster may belong to another user; what cannot be read is left out.</summary>
    public IReadOnlyList<FolderUse> Folders()
    {
        var data = DataFolder.Of(configuration);
        return [.. new[] { data.Cluster, data.Files, data.Keys }.Where(Directory.Exists).Select(Use)];
    }

    private static FolderUse Use(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var (bytes, files) = (0L, 0);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options))
        {
            // The cluster's files come and go while they are counted.
            if (file.Exists)
                (bytes, files) = (bytes + file.Length, files + 1);
        }

        return new(Path.GetFileName(folder), bytes, files);
    }
}
