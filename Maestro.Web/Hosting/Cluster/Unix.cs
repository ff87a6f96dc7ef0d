using System.Runtime.InteropServices;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>The three things .NET has no word for: who runs us, sending a signal, is a process alive.</summary>
internal static partial class Unix
{
    /// <summary>PostgreSQL's smart shutdown is TERM; INT is fast (drops clients), QUIT is immediate (recovers at next start).</summary>
    public const int Interrupt = 2;
    public const int Quit = 3;

    public static bool IsRoot => !OperatingSystem.IsWindows() && GetEffectiveUser() == 0;

    public static bool Signal(int process, int signal) => Kill(process, signal) == 0;

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Which(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
