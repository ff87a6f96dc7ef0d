using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>Where the embedded cluster lies, who runs it and how it is reached. Decided before it is started.</summary>
internal sealed class ClusterPlace
{
    /// <summary>The kernel's limit of a socket's path, its closing zero not counted.</summary>
    private const int LongestSocketPath = 107;
    private const int SocketNumber = 5432;

    /// <param name="data">Maestro's data folder.</param>
    /// <param name="binDirectory">Folder of the server programs, or null to look for them.</param>
    public ClusterPlace(DataFolder data, string? binDirectory)
    {
        data.Prepare();
        Root = data.Cluster;
        Pages = Path.Combine(Root, "pages");
        Lock = Path.Combine(data.Root, "maestro.lock");
        User = ServerUser.Find();
        if (User.Obstacle(data.Root) is { } obstacle)
            throw new StartRefused($"MAESTRO_DATA: the database runs as the user {User.Name}, who may not enter {obstacle}. Choose another folder, or allow it: chmod o+x {obstacle}");
        User.MakeFolder(Root);
        Programs = Binaries.Find(binDirectory, MajorOf(Pages));
        Password = data.Secret("cluster-password", () => Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        UsesSocket = Encoding.UTF8.GetByteCount(Path.Combine(Root, $".s.PGSQL.{SocketNumber}")) <= LongestSocketPath;
        Port = UsesSocket ? SocketNumber : FreePort();
    }

    /// <summary>Folder of the cluster and its socket.</summary>
    public string Root { get; }

    /// <summary>PostgreSQL's data directory.</summary>
    public string Pages { get; }

    /// <summary>Held by the Maestro that uses this data folder.</summary>
    public string Lock { get; }

    public ServerUser User { get; }

    public Binaries Programs { get; }

    public string Password { get; }

    /// <summary>True for a unix socket, false for a loopback port (where the socket's path would be too long).</summary>
    public bool UsesSocket { get; }

    public int Port { get; }

    /// <summary>Settings that outrank the tuned ones; tests trade safety for speed here.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>How to reach a database of this cluster.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = UsesSocket ? Root : "127.0.0.1",
        Port = Port,
        Username = "maestro",
        Password = Password,
        Database = database,
        MaxPoolSize = 80,
        ApplicationName = "maestro",
    }.ConnectionString;

    /// <summary>The server's command line.</summary>
    public IEnumerable<string> ServerArguments()
    {
        var settings = ClusterTuning.For(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        settings["listen_addresses"] = UsesSocket ? "" : "127.0.0.1";
        settings["unix_socket_directories"] = UsesSocket ? Root : "";
        settings["unix_socket_permissions"] = "0700";
        settings["port"] = Port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in Settings)
            settings[name] = value;
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }).Prepend(Pages).Prepend("-D");
    }

    private static int? MajorOf(string pages)
    {
        var file = Path.Combine(pages, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
