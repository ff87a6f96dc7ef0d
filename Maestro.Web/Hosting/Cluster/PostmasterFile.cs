using System.Globalization;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>What <c>postmaster.pid</c> says: whose the running server is and whether it takes connections.</summary>
internal readonly record struct PostmasterFile(int? Process, string Status)
{
    private const int StatusLine = 7;

    /// <summary>Reads the file; a missing or half-written one says nothing.</summary>
    public static PostmasterFile Read(string pages)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(pages, "postmaster.pid"));
            int? process = lines.Length > 0 && int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? Math.Abs(id) : null;
            return new(process, lines.Length > StatusLine ? lines[StatusLine].Trim() : "");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(null, "");
        }
    }

    public bool IsReady(int child) => Process == child && Status == "ready";
}
