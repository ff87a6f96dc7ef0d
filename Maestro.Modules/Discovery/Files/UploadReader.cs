using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Files;

/// <summary>
/// Opens what somebody uploaded: JSON, zip, tar, tar.gz or gz, told apart by content, never by name. Yields one parsed
/// document at a time, within the limits.
/// </summary>
internal sealed class UploadReader(IOptions<FilesOptions> options)
{
    private readonly FilesOptions limits = options.Value;

    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ([0x42, 0x5A, 0x68], "a bzip2 archive"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"), ([0x52, 0x61, 0x72, 0x21], "a RAR archive"), ([0x25, 0x50, 0x44, 0x46], "a PDF file"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"), ([0x7F, 0x45, 0x4C, 0x46], "a program"), ([0x4D, 0x5A], "a program"),
    ];

    /// <summary>Every JSON document of an upload. Throws when one of them cannot be read; what is not JSON in an archive is noted.</summary>
    internal async IAsyncEnumerable<Document> ReadAsync(ImportFile file, Providers.Notes notes, Unpacked all, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var spool = file.Content.CanSeek ? null : await Spool.ReadAsync(file.Content, file.Name, limits, cancel);
        var upload = spool ?? file.Content;
        if (upload.Length > limits.MaxFileBytes)
            throw Spool.TooLarge(file.Name, limits);
        if (upload.Length == 0)
            throw Refusal.Malformed($"\"{Refusal.Shown(file.Name)}\" is empty.");
        var budget = new Budget(limits, file.Name, upload.Length, all);
        var head = await HeadAsync(upload, cancel);
        if (Others.FirstOrDefault(other => head.AsSpan().StartsWith(other.Magic)) is { Name: { } what })
            throw Refusal.Malformed($"\"{Refusal.Shown(file.Name)}\" is {what}. Send JSON, or a zip, tar or tar.gz archive of it.");
        var found = 0;
        await foreach (var document in (Archive(upload, head, file.Name, budget, cancel) is { } entries
            ? FromAsync(entries, file.Name, notes, cancel)
            : SingleAsync(upload, head, file.Name, budget, notes, cancel)).WithCancellation(cancel))
        {
            found++;
            yield return document;
        }

        if (found == 0)
            throw Refusal.Invalid($"\"{Refusal.Shown(file.Name)}\" holds no JSON to import.");
    }

    private IAsyncEnumerable<Entry>? Archive(Stream upload, byte[] head, string name, Budget budget, CancellationToken cancel) =>
        head.AsSpan().StartsWith("PK\u0003\u0004"u8) || head.AsSpan().StartsWith("PK\u0005\u0006"u8) ? Archives.ZipAsync(upload, name, budget, limits, cancel)
        : Archives.IsTar(head) ? Archives.TarAsync(upload, name, budget, counted: false, cancel)
        : null;

    private async IAsyncEnumerable<Document> FromAsync(IAsyncEnumerable<Entry> entries, string archive, Providers.Notes notes, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in entries.WithCancellation(cancel))
        {
            var name = $"{archive}/{entry.Name}";
            if (!JsonText.LooksLike(entry.Bytes))
            {
                notes.Add(Refusal.Shown(name), entry.Bytes.Length == 0 ? "is empty: skipped" : "is not JSON: skipped");
                continue;
            }

            foreach (var document in JsonText.Read(name, entry.Bytes, limits.MaxDepth))
                yield return document;
        }
    }

    private async IAsyncEnumerable<Document> SingleAsync(Stream upload, byte[] head, string name, Budget budget, Providers.Notes notes, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            foreach (var document in JsonText.Read(name, await budget.ReadAsync(upload, name, upload.Length, counted: false, cancel), limits.MaxDepth))
                yield return document;
            yield break;
        }

        if (Archives.IsTar(await Archives.SafeAsync(name, () => PeekAsync(upload, cancel))))
        {
            await using var unpacked = new MeteredStream(new GZipStream(upload, CompressionMode.Decompress, leaveOpen: true), budget);
            await foreach (var document in FromAsync(Archives.TarAsync(unpacked, name, budget, counted: true, cancel), name, notes, cancel))
                yield return document;
            yield break;
        }

        await using var gzip = new GZipStream(upload, CompressionMode.Decompress, leaveOpen: true);
        var bytes = await Archives.SafeAsync(name, () => budget.ReadAsync(gzip, name, 0, counted: false, cancel));
        foreach (var document in JsonText.Read(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name, bytes, limits.MaxDepth))
            yield return document;
    }

    private static async Task<byte[]> PeekAsync(Stream upload, CancellationToken cancel)
    {
        await using var gzip = new GZipStream(upload, CompressionMode.Decompress, leaveOpen: true);
        var head = await HeadAsync(gzip, cancel);
        upload.Position = 0;
        return head;
    }

    private static async Task<byte[]> HeadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[512];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (stream.CanSeek)
            stream.Position = 0;
        return head[..read];
    }
}
