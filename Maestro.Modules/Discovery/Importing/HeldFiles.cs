using Maestro.Modules.Discovery.Files;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>Files that a run reads after their sender has gone: taken in whole, dropped when the run has ended.</summary>
internal sealed class HeldFiles : IAsyncDisposable
{
    private readonly List<ImportFile> files = [];

    public IReadOnlyList<ImportFile> Files => files;

    /// <summary>Takes streams over; what comes over the wire is read to its end first.</summary>
    internal static async Task<HeldFiles> TakeAsync(IReadOnlyList<ImportFile> sent, FilesOptions limits, CancellationToken cancel)
    {
        var held = new HeldFiles();
        try
        {
            foreach (var file in sent)
            {
                if (!file.Content.CanSeek)
                {
                    held.files.Add(file with { Content = await Spool.ReadAsync(file.Content, file.Name, limits, cancel) });
                    await file.Content.DisposeAsync();
                }
                else if (file.Content.Length <= limits.MaxFileBytes)
                {
                    held.files.Add(file);
                }
                else
                {
                    throw Spool.TooLarge(file.Name, limits);
                }
            }

            return held;
        }
        catch
        {
            await held.DisposeAsync();
            foreach (var file in sent)
                await file.Content.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files)
            await file.Content.DisposeAsync();
    }
}
