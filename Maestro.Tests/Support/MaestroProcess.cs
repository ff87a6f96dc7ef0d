using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Maestro.Tests.Support;

/// <summary>Maestro as a process of its own, as an operator runs it: to be killed, terminated, restarted.</summary>
public sealed class MaestroProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private readonly StringBuilder output = new();
    private readonly Process process;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(60) };

    private MaestroProcess(string data, params string[] arguments)
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}/");
        var program = Path.Combine(AppContext.BaseDirectory, "Maestro.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data };
        start.Environment["MAESTRO_DATA"] = data;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // Long enough for a busy machine to ask once in between.
        start.Environment["Hosting__DrainSeconds"] = "5";
        start.Environment.Remove("ConnectionStrings__Maestro");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts one and waits for its <c>/ready</c>.</summary>
    public static async Task<MaestroProcess> StartAsync(string data, params string[] arguments)
    {
        var maestro = new MaestroProcess(data, arguments);
        var since = Stopwatch.GetTimestamp();
        while (await maestro.ReadyAsync() != HttpStatusCode.OK)
        {
            if (maestro.process.HasExited || Stopwatch.GetElapsedTime(since) > Patience)
                throw new InvalidOperationException($"Maestro did not start: {maestro.Output}");
            await Task.Delay(100);
        }
        return maestro;
    }

    /// <summary>What <c>/ready</c> answers; null when nobody listens.</summary>
    public async Task<HttpStatusCode?> ReadyAsync()
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Address, "ready"));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Ends it as kill -9 does: nothing of it runs any more, not even a finally.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    public void Terminate() => Assert.Equal(0, Signal(process.Id, 15));

    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        client.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    private void Hear(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
