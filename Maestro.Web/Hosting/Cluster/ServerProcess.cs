using System.Diagnostics;

namespace Maestro.Web.Hosting.Cluster;

/// <summary>
/// One running server. It is started by a thread of its own that lives as long as the server: Linux sends the
/// parent-death signal when the starting <em>thread</em> ends, and a pool thread may end at any time.
/// </summary>
internal sealed class ServerProcess(ProcessStartInfo start, ILogger log)
{
    private const int WordsKept = 20;
    private readonly TaskCompletionSource<int> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> words = new();
    private volatile bool stopping;

    public int Id { get; private set; }

    public bool HasEnded => ended.Task.IsCompleted;

    /// <summary>Completes when the server ends without being asked to.</summary>
    public Task Died => ended.Task.ContinueWith(_ => stopping ? Task.Delay(Timeout.Infinite) : Task.CompletedTask, TaskScheduler.Default).Unwrap();

    /// <summary>The last lines it wrote: why it did not start.</summary>
    public string LastWords
    {
        get
        {
            lock (words)
                return string.Join(Environment.NewLine, words);
        }
    }

    public async Task StartAsync(CancellationToken cancel)
    {
        new Thread(Live) { Name = "Embedded PostgreSQL", IsBackground = true }.Start();
        Id = await started.Task.WaitAsync(cancel);
    }

    public async Task StopAsync(TimeSpan limit)
    {
        stopping = true;
        if (HasEnded)
            return;
        Unix.Signal(Id, Unix.Interrupt);
        try
        {
            await ended.Task.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            Log.ClusterSlow(log, limit.TotalSeconds);
            Unix.Signal(Id, Unix.Quit);
            await ended.Task.WaitAsync(limit);
        }
    }

    private void Live()
    {
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.OutputDataReceived += (_, line) => Hear(line.Data);
            process.ErrorDataReceived += (_, line) => Hear(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            started.SetResult(process.Id);
            process.WaitForExit();
            if (!stopping)
                Log.ClusterEnded(log, process.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            started.TrySetException(new StartRefused($"The embedded database did not start: {error.Message}"));
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (words)
        {
            words.Enqueue(line);
            if (words.Count > WordsKept)
                words.Dequeue();
        }
        if (line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))
            Log.ClusterFatal(log, line);
        else
            Log.ClusterSays(log, line);
    }
}
