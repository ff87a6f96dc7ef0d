using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Files;

/// <summary>What all files of one import have come to so far.</summary>
internal sealed class Unpacked
{
    public long Bytes { get; set; }
}

/// <summary>Counts what comes out of an upload and stops it at the limits, before it fills memory or disk.</summary>
/// <param name="options">The limits.</param>
/// <param name="upload">Name of the upload, for messages.</param>
/// <param name="packed">Its size as sent.</param>
/// <param name="all">What it and the files sent with it come to.</param>
internal sealed class Budget(FilesOptions options, string upload, long packed, Unpacked all)
{
    private long unpacked;
    private int entries;

    /// <summary>Counts an entry of an archive.</summary>
    public void Entry()
    {
        if (++entries > options.MaxEntries)
            throw Refusal.TooLarge(FormattableString.Invariant($"\"{Refusal.Shown(upload)}\" holds more than {options.MaxEntries} entries."));
    }

    /// <summary>Counts bytes that were unpacked.</summary>
    public void Took(int bytes)
    {
        unpacked += bytes;
        all.Bytes += bytes;
        if (unpacked > options.MaxUnpackedBytes)
            throw Refusal.TooLarge($"\"{Refusal.Shown(upload)}\" unpacks to more than {Refusal.Size(options.MaxUnpackedBytes)}.");
        if (all.Bytes > options.MaxUnpackedBytes)
            throw Refusal.TooLarge($"The files of this import unpack to more than {Refusal.Size(options.MaxUnpackedBytes)}; \"{Refusal.Shown(upload)}\" is one too many.");
        if (unpacked > options.RatioFloorBytes && unpacked / Math.Max(1, packed) >= options.MaxRatio)
            throw Refusal.TooLarge(FormattableString.Invariant($"\"{Refusal.Shown(upload)}\" unpacks to more than {options.MaxRatio} times its size, as a zip bomb does."));
    }

    /// <summary>Reads one file to its end. <paramref name="counted"/> says that the stream counts what it yields itself.</summary>
    public async Task<byte[]> ReadAsync(Stream stream, string name, long length, bool counted, CancellationToken cancel)
    {
        if (length > options.MaxFileBytes)
            throw FileTooLarge(name);
        using var bytes = new MemoryStream((int)Math.Clamp(length, 4_096, 16_000_000));
        var buffer = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (!counted)
                Took(read);
            if (bytes.Length + read > options.MaxFileBytes)
                throw FileTooLarge(name);
            bytes.Write(buffer, 0, read);
        }

        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    private Problem FileTooLarge(string name) => Refusal.TooLarge($"\"{Refusal.Shown(name)}\" is larger than {Refusal.Size(options.MaxFileBytes)}.");
}

/// <summary>Counts what a decompressor yields; the archive reader behind it cannot be made to take more.</summary>
internal sealed class MeteredStream(Stream inner, Budget budget) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Count(int read)
    {
        budget.Took(read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
