using System.Buffers.Binary;

namespace Maestro.Modules.Discovery.Files;

/// <summary>Looks at the end of a zip before the library does: a directory of millions of entries would fill memory on opening.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65_535;
    private const int TypicalEntry = 400;

    internal static void Demand(Stream zip, string name, FilesOptions options)
    {
        var length = (int)Math.Min(zip.Length, EndLength + LongestComment);
        var tail = new byte[length];
        zip.Position = zip.Length - length;
        zip.ReadExactly(tail);
        zip.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndLength > length)
            throw Refusal.Malformed($"\"{Refusal.Shown(name)}\" is not a whole zip archive: its end is missing, it may have been cut short.");
        var end = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        // Files within the limits never need Zip64; its records could hide any number of entries.
        var directory = zip.Length - length + at - start;
        if (entries > options.MaxEntries || start == uint.MaxValue || directory > 1_000_000L + ((long)options.MaxEntries * TypicalEntry))
            throw Refusal.TooLarge(FormattableString.Invariant($"\"{Refusal.Shown(name)}\" holds more than {options.MaxEntries} entries."));
    }
}
