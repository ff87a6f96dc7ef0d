namespace Maestro.Web.Hosting.Cluster;

/// <summary>Ends a server that outlived the Maestro which started it. The caller holds the data folder's lock, so its parent is gone.</summary>
internal static class Orphan
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task EndAsync(string pages, ILogger log, CancellationToken cancel)
    {
        if (PostmasterFile.Read(pages).Process is not { } process || !Serves(process, pages))
            return;
        Log.OrphanFound(log, process);
        Unix.Signal(process, Unix.Interrupt);
        if (await IsGoneAsync(process, pages, cancel))
            return;
        // Immediate shutdown: nothing committed is lost, the next start replays the log.
        Unix.Signal(process, Unix.Quit);
        if (!await IsGoneAsync(process, pages, cancel))
            throw new StartRefused($"A PostgreSQL server left by an earlier Maestro (process {process}) still uses {pages} and does not end. End it, then start again.");
    }

    private static async Task<bool> IsGoneAsync(int process, string pages, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (Serves(process, pages))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
                return false;
            await Task.Delay(50, cancel);
        }
        return true;
    }

    /// <summary>A process id may have been given to another program since: a server stands in its data directory.</summary>
    private static bool Serves(int process, string pages)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").ResolveLinkTarget(returnFinalTarget: false)?.FullName == pages;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
