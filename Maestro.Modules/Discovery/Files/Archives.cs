using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Maestro.Modules.Discovery.Files;

/// <summary>A file out of an archive.</summary>
internal readonly record struct Entry(string Name, byte[] Bytes);

/// <summary>Walks the files of an archive, one in memory at a time; refuses what is not a plain file.</summary>
internal static class Archives
{
    private const int TypeMask = 0xF000, Link = 0xA000, File = 0x8000, Folder = 0x4000;

    internal static async IAsyncEnumerable<Entry> ZipAsync(Stream stream, string name, Budget budget, FilesOptions options, [EnumeratorCancellation] CancellationToken cancel)
    {
        ZipDirectory.Demand(stream, name, options);
        using var zip = await SafeAsync(name, () => Task.FromResult(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true)));
        foreach (var entry in await SafeAsync(name, () => Task.FromResult(zip.Entries)))
        {
            budget.Entry();
            EntryName.Demand(name, entry.FullName);
            var type = (entry.ExternalAttributes >> 16) & TypeMask;
            if (type == Link)
                throw EntryName.NoFile(name, entry.FullName, "a symbolic link");
            if (type is not (0 or File or Folder))
                throw EntryName.NoFile(name, entry.FullName, "a device");
            if (type == Folder || entry.FullName[^1] is '/' or '\\' || EntryName.Hidden(entry.FullName))
                continue;
            if (entry.IsEncrypted)
                throw Refusal.Malformed($"\"{Refusal.Shown(name)}\" is encrypted: send it without a password.");
            yield return await SafeAsync(name, async () =>
            {
                await using var content = await entry.OpenAsync(cancel);
                return new Entry(entry.FullName, await budget.ReadAsync(content, entry.FullName, entry.Length, counted: false, cancel));
            });
        }
    }

    internal static async IAsyncEnumerable<Entry> TarAsync(Stream stream, string name, Budget budget, bool counted, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var tail = new TailStream(stream);
        await using var tar = new TarReader(tail, leaveOpen: true);
        while (await SafeAsync(name, async () => await tar.GetNextEntryAsync(copyData: false, cancel)) is { } entry)
        {
            budget.Entry();
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                continue;
            EntryName.Demand(name, entry.Name);
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList)
                continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                throw EntryName.NoFile(name, entry.Name, entry.EntryType switch { TarEntryType.SymbolicLink => "a symbolic link", TarEntryType.HardLink => "a hard link", _ => "a device" });
            if (EntryName.Hidden(entry.Name))
                continue;
            yield return await SafeAsync(name, async () => new Entry(entry.Name, entry.DataStream is { } content ? await budget.ReadAsync(content, entry.Name, entry.Length, counted, cancel) : []));
        }

        // Without the block of zeros that ends every tar, nobody knows how many files are missing.
        if (!tail.EndsInZeros)
            throw Refusal.Malformed($"\"{Refusal.Shown(name)}\" cannot be unpacked: it is damaged or has been cut short.");
    }

    /// <summary>Translates what the libraries throw at a damaged archive.</summary>
    internal static async Task<T> SafeAsync<T>(string name, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            throw Refusal.Malformed($"\"{Refusal.Shown(name)}\" cannot be unpacked: it is damaged or has been cut short.", damage);
        }
    }

    /// <summary>True for the first block of a tar archive: its checksum fits.</summary>
    internal static bool IsTar(ReadOnlySpan<byte> block)
    {
        if (block.Length < 512 || block[0] == 0)
            return false;
        long sum = 8 * ' ', said = 0;
        for (var at = 0; at < 512; at++)
            sum += at is >= 148 and < 156 ? 0 : block[at];
        foreach (var digit in block[148..156])
        {
            if (digit is >= (byte)'0' and <= (byte)'7')
                said = (said * 8) + digit - '0';
        }

        return sum == said;
    }
}
