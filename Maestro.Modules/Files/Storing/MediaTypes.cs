namespace Maestro.Modules.Files.Storing;

/// <summary>What a file is, by its first bytes. Names and what a sender claims do not count; what could run in a browser is plain text.</summary>
internal static class MediaTypes
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Needed = 4_096;

    private static readonly (byte[] Start, string Type)[] Known =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ("GIF87a"u8.ToArray(), "image/gif"),
        ("GIF89a"u8.ToArray(), "image/gif"),
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([(byte)'P', (byte)'K', 3, 4], "application/zip"),
        ([(byte)'P', (byte)'K', 5, 6], "application/zip"),
        ([0x1F, 0x8B], "application/gzip"),
    ];

    public static string Of(ReadOnlySpan<byte> first)
    {
        foreach (var (start, type) in Known)
            if (first.StartsWith(start))
                return type;
        if (first.Length >= 12 && first.StartsWith("RIFF"u8) && first[8..12].SequenceEqual("WEBP"u8))
            return "image/webp";
        if (!IsText(first))
            return "application/octet-stream";
        var text = first.TrimStart("\uFEFF \t\r\n"u8);
        return text.StartsWith("{"u8) || text.StartsWith("["u8) ? "application/json" : "text/plain; charset=utf-8";
    }

    // The last character may be cut in two.
    private static bool IsText(ReadOnlySpan<byte> first)
    {
        foreach (var one in first)
            if (one < 0x20 && one is not (0x09 or 0x0A or 0x0C or 0x0D))
                return false;
        for (var cut = 0; cut < 4 && cut <= first.Length; cut++)
            if (System.Text.Unicode.Utf8.IsValid(first[..^cut]))
                return true;
        return false;
    }
}
