using Maestro.Modules.Discovery.Files;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>Files as they can be read more than once. Streams that could already stay their owner's; the others are spooled, and dropped in the end.</summary>
internal sealed class Seekable : IAsyncDisposable
{
    private readonly List<Stream> spools = [];
    private readonly List<ImportFile> files = [];

    public IReadOnlyList<ImportFile> Files => files;

    internal static async Task<Seekable> OfAsync(IReadOnlyList<ImportFile> sent, FilesOptions limits, CancellationToken cancel)
    {
        var made = new Seekable();
        try
        {
            foreach (var file in sent)
                made.files.Add(file.Content.CanSeek ? file : file with { Content = await made.SpoolAsync(file, limits, cancel) });
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var spool in spools)
            await spool.DisposeAsync();
    }

    private async Task<Stream> SpoolAsync(ImportFile file, FilesOptions limits, CancellationToken cancel)
    {
        var spool = await Spool.ReadAsync(file.Content, file.Name, limits, cancel);
        spools.Add(spool);
        return spool;
    }
}
