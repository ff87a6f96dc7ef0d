using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace Maestro.Modules.Discovery.Files;

/// <summary>
/// Takes in what comes over the wire: archives need to seek, and a form's second file comes after its first. Small ones
/// stay in memory, large ones go to a file that vanishes with the stream.
/// </summary>
internal static class Spool
{
    private const int InMemory = 1_000_000;

    /// <summary>The whole of a stream, from its beginning, within the limit.</summary>
    internal static async Task<FileBufferingReadStream> ReadAsync(Stream content, string name, FilesOptions limits, CancellationToken cancel)
    {
        var spool = new FileBufferingReadStream(content, InMemory, bufferLimit: null, Path.GetTempPath);
        try
        {
            var buffer = new byte[81_920];
            while (await spool.ReadAsync(buffer, cancel) > 0)
            {
                if (spool.Length > limits.MaxFileBytes)
                    throw TooLarge(name, limits);
            }

            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    internal static Problem TooLarge(string name, FilesOptions limits) => Refusal.TooLarge($"\"{Refusal.Shown(name)}\" is larger than {Refusal.Size(limits.MaxFileBytes)}.");
}
