using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Fetching;

/// <summary>Keeps what is fetched from a folder within the limits of an import, and leaves out what is no file of the source's.</summary>
internal sealed class FetchLimits(FilesOptions options)
{
    private long bytes;
    private int files;

    /// <summary>Hidden and temporary files, locks and copies that editors and Terraform leave behind.</summary>
    internal static bool IsLeftOut(string name) =>
        name.Length == 0 || name[0] == '.' || name.EndsWith('~') || new[] { ".tmp", ".swp", ".lock", ".bak", ".backup", ".part" }.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>Counts a file that is about to be fetched. Throws <see cref="Problem"/> (too large) where it, or all together, are too much.</summary>
    internal void Take(string name, long length)
    {
        if (++files > options.MaxEntries)
            throw Refusal.TooLarge(FormattableString.Invariant($"There are more than {options.MaxEntries} files. Name a folder further down."));
        if (length > options.MaxFileBytes)
            throw Refusal.TooLarge($"\"{Refusal.Shown(name)}\" is larger than {Refusal.Size(options.MaxFileBytes)}.");
        bytes += length;
        if (bytes > options.MaxUnpackedBytes)
            throw Refusal.TooLarge($"The files come to more than {Refusal.Size(options.MaxUnpackedBytes)}.");
    }

    /// <summary>Somewhere to put a file that may be large; it goes when it is closed.</summary>
    internal static FileStream Spool() => new(Path.Combine(Path.GetTempPath(), $"maestro-{Guid.CreateVersion7():N}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    /// <summary>Copies a file that may grow while it is read, never more than a file may hold.</summary>
    internal async Task CopyAsync(Stream from, Stream to, string name, CancellationToken cancel)
    {
        var buffer = new byte[81_920];
        long copied = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancel)) > 0)
        {
            copied += read;
            if (copied > options.MaxFileBytes)
                throw Refusal.TooLarge($"\"{Refusal.Shown(name)}\" is larger than {Refusal.Size(options.MaxFileBytes)}.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        to.Position = 0;
    }
}
