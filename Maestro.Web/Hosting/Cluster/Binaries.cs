using System.Globalization;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>Where PostgreSQL's server programs are, and of which major version.</summary>
internal sealed record Binaries(string Folder, int Major)
{
    public const int Oldest = 15;

    public string Server => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// The configured folder, else the newest the system's packages installed, else the PATH. A cluster that exists
    /// already is served by its own major version only.
    /// </summary>
    public static Binaries Find(string? configured, int? clusterMajor)
    {
        if (configured is { Length: > 0 })
            return At(configured) ?? throw new StartRefused($"Postgres:BinDirectory: there is no postgres and initdb in {configured}.");
        var found = Candidates().Select(At).OfType<Binaries>().ToList();
        if (found.Count == 0)
            throw new StartRefused("No PostgreSQL server was found. Install one (apt-get install postgresql), name its folder in Postgres:BinDirectory, or name a database in ConnectionStrings__Maestro.");
        if (clusterMajor is { } major)
            return found.Find(one => one.Major == major)
                ?? throw new StartRefused($"The cluster in MAESTRO_DATA was made by PostgreSQL {major}; installed is {found[0].Major}. Install postgresql-{major}, or move the data with pg_dump.");
        var newest = found.MaxBy(one => one.Major)!;
        return newest.Major >= Oldest ? newest
            : throw new StartRefused($"PostgreSQL {Oldest} or newer is needed; installed is {newest.Major}.");
    }

    private static IEnumerable<string> Candidates()
    {
        const string debian = "/usr/lib/postgresql";
        var packaged = Directory.Exists(debian) ? Directory.GetDirectories(debian).Select(version => Path.Combine(version, "bin")) : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return packaged.Concat(onPath);
    }

    private static Binaries? At(string folder)
    {
        var server = new FileInfo(Path.Combine(folder, "postgres"));
        if (!server.Exists)
            return null;
        // A link on the PATH: its siblings (initdb) lie beside its target.
        var home = (server.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? server).DirectoryName!;
        return File.Exists(Path.Combine(home, "initdb")) ? new Binaries(home, MajorOf(home)) : null;
    }

    private static int MajorOf(string folder)
    {
        // "postgres (PostgreSQL) 15.18 (Debian …)"
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]) { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        var digits = words.Length > 2 ? new string([.. words[2].TakeWhile(char.IsAsciiDigit)]) : "";
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
