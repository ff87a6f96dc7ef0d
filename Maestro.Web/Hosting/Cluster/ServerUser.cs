using System.Diagnostics;
using System.Globalization;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>
/// As whom the server runs. PostgreSQL refuses to run as root, so a Maestro that is root starts it as <c>postgres</c>,
/// else <c>nobody</c>.
/// </summary>
internal sealed record ServerUser(string Name, int Uid, int Gid, bool Switch)
{
    /// <summary>The user to run as on this machine.</summary>
    public static ServerUser Find()
    {
        if (!Unix.IsRoot)
            return new(Environment.UserName, -1, -1, Switch: false);
        if (Unix.Which("setpriv") is null)
            throw new StartRefused("Maestro runs as root and the program setpriv (Debian package util-linux) is missing, so the database cannot be started as another user.");
        return Lookup("postgres") ?? Lookup("nobody")
            ?? throw new StartRefused("Maestro runs as root and neither the user postgres nor nobody exists, so the database cannot be started.");
    }

    /// <summary>A program to run as this user, waiting to be started.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments) =>
        Start(Switch ? [.. Become(), "--", program, .. arguments] : [program, .. arguments]);

    /// <summary>
    /// A server to run as this user: in its own session, so that a Ctrl+C meant for Maestro does not reach it, and
    /// interrupted by the kernel when the thread that started it dies, even by kill -9.
    /// </summary>
    public ProcessStartInfo Server(string program, params IEnumerable<string> arguments)
    {
        string[] session = Unix.Which("setsid") is { } setsid ? [setsid] : [];
        string[] guard = Unix.Which("setpriv") is null ? [] : [.. Become(), "--pdeathsig", "INT", "--"];
        return Start([.. session, .. guard, program, .. arguments]);
    }

    /// <summary>Makes a folder that only this user may enter.</summary>
    public void MakeFolder(string path)
    {
        string[] owner = Switch ? ["-o", Text(Uid), "-g", Text(Gid)] : [];
        Run(Start(["install", "-d", .. owner, "-m", "0700", path]));
    }

    /// <summary>The first folder on the way to <paramref name="path"/> that this user cannot pass, or null.</summary>
    public string? Obstacle(string path)
    {
        if (!Switch || MayEnter(path))
            return null;
        var way = new Stack<string>();
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
            way.Push(at);
        return way.FirstOrDefault(folder => !MayEnter(folder));
    }

    /// <summary>Runs a program to its end; its output is the reason when it fails.</summary>
    public static void Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        // stderr is drained beside stdout: reading one after the other can block on a full pipe.
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new StartRefused($"{string.Join(' ', start.ArgumentList.Prepend(start.FileName))} failed: {errors.ToString().Trim()}");
    }

    private bool MayEnter(string folder)
    {
        using var process = Process.Start(Command("test", "-x", folder))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private string[] Become() =>
        Switch ? ["setpriv", $"--reuid={Text(Uid)}", $"--regid={Text(Gid)}", "--clear-groups"] : ["setpriv"];

    private static ProcessStartInfo Start(string[] words)
    {
        // C locale: messages are read by us; the working folder is one that every user may enter.
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var secret in start.Environment.Keys.Where(IsForeign).ToArray())
            start.Environment.Remove(secret);
        return start;
    }

    // Maestro's own settings, secrets among them, are no business of the server; PG* variables would redirect it.
    private static bool IsForeign(string name) =>
        name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("MAESTRO_", StringComparison.Ordinal)
        || name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("SMTP_", StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal);

    private static ServerUser? Lookup(string name) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .Where(parts => parts.Length > 3 && parts[0] == name)
            .Select(parts => new ServerUser(name, Number(parts[2]), Number(parts[3]), Switch: true))
            .FirstOrDefault();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
