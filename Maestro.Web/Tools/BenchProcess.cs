using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Maestro.Web.Tools;

/// <summary>A second Maestro beside the bench, in a process of its own on the scratch database: how soon it is ready, and what it takes with pages open.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Process process;

    private BenchProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
    }

    internal HttpClient Http { get; }

    /// <summary>From the start of the process until <c>/ready</c> says so.</summary>
    internal TimeSpan ReadyAfter { get; private set; }

    /// <summary>What the process holds in memory, in MB.</summary>
    internal double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1_048_576.0;
        }
    }

    internal static async Task<BenchProcess> StartAsync(string data, string connection, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(BenchProcess).Assembly.Location);
        start.Environment["MAESTRO_DATA"] = data;
        start.Environment["ConnectionStrings__Maestro"] = connection;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = new BenchProcess(process, address);
        while (!await started.IsReadyAsync(cancel))
        {
            if (clock.Elapsed > Longest || process.HasExited)
                throw new InvalidOperationException("The second Maestro that bench starts did not become ready.");
            await Task.Delay(10, cancel);
        }

        started.ReadyAfter = clock.Elapsed;
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Http.BaseAddress!, "ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
