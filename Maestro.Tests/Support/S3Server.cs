using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Maestro.Tests.Support;

/// <summary>
/// A real S3-compatible server in a process of its own (npm's <c>s3rver</c>), which knows who may ask. A machine that has none and
/// cannot install it skips what needs it, and says so.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Key = "S3RVER";
    private const string Package = "s3rver@3.7.1";
    private static readonly SemaphoreSlim Installing = new(1);
    private readonly TemporaryFolder folder;
    private readonly Process process;

    private S3Server(TemporaryFolder folder, Process process, int port) => (this.folder, this.process, Port) = (folder, process, port);

    public int Port { get; }

    /// <summary>Where it keeps what it is sent.</summary>
    public string Folder => folder.Path;

    /// <summary>Settings with which Maestro keeps files in it.</summary>
    public Dictionary<string, string?> Settings(string bucket = "maestro") => new()
    {
        ["Files:Store"] = "S3", ["Files:S3:Endpoint"] = FormattableString.Invariant($"http://127.0.0.1:{Port}"), ["Files:S3:Region"] = "eu-central-1",
        ["Files:S3:Bucket"] = bucket, ["Files:S3:AccessKey"] = Key, ["Files:S3:SecretKey"] = Key,
    };

    public static async Task<S3Server> StartAsync()
    {
        var package = await DemandAsync();
        var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Files", "Fixtures", "s3_server.js"), package, folder.Path])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync();
        return new S3Server(folder, process, int.Parse(line ?? throw new InvalidOperationException("The S3 server did not start."), CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
        folder.Dispose();
    }

    // As `./maestro test` does it; for whoever starts the tests in another way.
    private static async Task<string> DemandAsync([CallerFilePath] string caller = "")
    {
        var tools = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", ".tools"));
        var package = Path.Combine(tools, "node_modules", "s3rver");
        await Installing.WaitAsync();
        try
        {
            if (!Directory.Exists(package) && Directory.Exists(Path.GetDirectoryName(tools)))
                await RunAsync("npm", "install", "--prefix", tools, "--no-save", "--no-audit", "--no-fund", Package);
            if (!Directory.Exists(package))
                Assert.Skip($"There is no S3 server on this machine: npm install --prefix .tools {Package}");
            return package;
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            await read;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program: the test that asked is skipped.
        }
    }
}
