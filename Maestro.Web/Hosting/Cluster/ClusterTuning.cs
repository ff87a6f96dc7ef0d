using System.Globalization;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>The embedded server's settings, sized by the memory of this machine or container. Durability stays on.</summary>
internal static class ClusterTuning
{
    private const long Megabyte = 1024 * 1024;

    public static Dictionary<string, string> For(long memory)
    {
        var quarter = Math.Clamp(memory / 4 / Megabyte, 64, 1024);
        var cached = Math.Max(memory / 2 / Megabyte, 128);
        return new Dictionary<string, string>
        {
            ["shared_buffers"] = Megabytes(quarter),
            ["effective_cache_size"] = Megabytes(cached),
            ["work_mem"] = "32MB",
            ["maintenance_work_mem"] = Megabytes(Math.Clamp(quarter / 4, 64, 256)),
            ["max_connections"] = "100",
            ["random_page_cost"] = "1.1",
            ["max_wal_size"] = "4GB",
            ["checkpoint_completion_target"] = "0.9",
            // Compiling a query costs more than the short queries of lists gain.
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_min_messages"] = "warning",
            // Containers give 64 MB of shared memory, less than one parallel query may ask for.
            ["dynamic_shared_memory_type"] = SharedMemoryIsSmall() ? "mmap" : "posix",
        };
    }

    private static bool SharedMemoryIsSmall()
    {
        const string shared = "/dev/shm";
        return !Directory.Exists(shared) || new DriveInfo(shared).TotalSize < 256 * Megabyte;
    }

    private static string Megabytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count}MB");
}
