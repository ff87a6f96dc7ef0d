using System.Text;
using System.Text.Json;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Files;

/// <summary>
/// Splits the bytes of a file into JSON values: one, several in a row (JSON lines), or Ansible's own output with a
/// "host | SUCCESS =>" before each. What breaks is named by file, line and column.
/// </summary>
internal static class JsonText
{
    /// <summary>Every value of a file, parsed when asked for.</summary>
    internal static IEnumerable<Document> Read(string file, byte[] bytes, int depth)
    {
        bytes = Utf8(file, bytes);
        var at = Skip(bytes, 0);
        if (at == bytes.Length)
            throw Refusal.Malformed($"\"{Refusal.Shown(file)}\" is empty.");
        if (AnsibleOutput.LooksLike(bytes.AsSpan(at)))
            return AnsibleOutput.Read(file, bytes, depth);
        if (bytes[at] is (byte)'{' or (byte)'[')
            return Values(file, bytes, at, depth);
        throw Refusal.Malformed($"\"{Refusal.Shown(file)}\" is not JSON: {Where(bytes, at)} begins with \"{Beginning(bytes, at)}\".");
    }

    /// <summary>True when a file means to be JSON; then its mistakes are errors.</summary>
    internal static bool LooksLike(byte[] bytes)
    {
        var at = Skip(bytes, bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0);
        return at < bytes.Length && (bytes[at] is (byte)'{' or (byte)'[' or 0xFE or 0xFF || AnsibleOutput.LooksLike(bytes.AsSpan(at)));
    }

    private static IEnumerable<Document> Values(string file, byte[] bytes, int at, int depth)
    {
        for (; at < bytes.Length; at = Skip(bytes, at))
        {
            var (document, next) = Value(file, null, bytes, at, depth);
            at = next;
            yield return document;
        }
    }

    /// <summary>Parses the value that begins at a place; answers where it ends.</summary>
    internal static (Document Document, int Next) Value(string file, string? label, byte[] bytes, int at, int depth)
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(at), new JsonReaderOptions { MaxDepth = depth, AllowMultipleValues = true });
        try
        {
            Walk(ref reader);
            var length = (int)reader.BytesConsumed;
            var json = JsonDocument.Parse(bytes.AsMemory(at, length), new JsonDocumentOptions { MaxDepth = depth });
            return (new Document(file, label, json), at + length);
        }
        catch (JsonException wrong)
        {
            throw Broken(file, bytes, at, depth, wrong);
        }
        catch (InvalidOperationException wrong)
        {
            throw Refusal.Malformed($"\"{Refusal.Shown(file)}\" holds half of a Unicode character in {Where(bytes, at + (int)reader.TokenStartIndex)}.", wrong);
        }
    }

    // Reads to the end of one value. An escaped text is decoded once, because "\ud800" alone would throw at whoever reads it.
    private static void Walk(ref Utf8JsonReader reader)
    {
        reader.Read();
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.ValueIsEscaped && (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName))
                _ = reader.GetString();
        }
        while (!(reader.CurrentDepth == depth && (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)) && reader.Read());
    }

    private static Problem Broken(string file, byte[] bytes, int from, int depth, JsonException wrong)
    {
        var start = from;
        for (var line = wrong.LineNumber ?? 0; line > 0 && start < bytes.Length; line--)
            start = bytes.AsSpan(start).IndexOf((byte)'\n') is var at and >= 0 ? start + at + 1 : bytes.Length;
        var place = (int)Math.Min(bytes.Length, start + (wrong.BytePositionInLine ?? 0));
        var where = Where(bytes, place);
        var reason = wrong.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
        if (reason.Contains("maximum configured depth", StringComparison.Ordinal))
            return Refusal.Malformed(FormattableString.Invariant($"\"{Refusal.Shown(file)}\" is nested deeper than {depth} levels in {where}."), wrong);
        return CutShort(bytes.AsSpan(Skip(bytes, place)), reason)
            ? Refusal.Malformed($"\"{Refusal.Shown(file)}\" breaks off in {where}: it has been cut short.", wrong)
            : Refusal.Malformed($"\"{Refusal.Shown(file)}\" is not valid JSON in {where}: {Refusal.Shown(reason)}", wrong);
    }

    // Whatever the parser calls it, a mistake at the very end means that the rest is missing.
    private static bool CutShort(ReadOnlySpan<byte> rest, string reason) =>
        rest.IsEmpty || reason.Contains("end of data", StringComparison.Ordinal) || (reason.Contains("literal", StringComparison.Ordinal) && !rest.ContainsAnyExceptInRange((byte)'a', (byte)'z'));

    /// <summary>A place for people: "line 3, column 7", both from 1.</summary>
    internal static string Where(ReadOnlySpan<byte> bytes, int at)
    {
        var before = bytes[..at];
        var line = before.Count((byte)'\n') + 1;
        var begin = before.LastIndexOf((byte)'\n') + 1;
        // A line of a hundred megabytes has no column worth counting in letters.
        var column = at - begin > 1_000_000 ? at - begin + 1 : Encoding.UTF8.GetCharCount(before[begin..]) + 1;
        return FormattableString.Invariant($"line {line}, column {column}");
    }

    internal static int Skip(ReadOnlySpan<byte> bytes, int at)
    {
        var next = bytes[at..].IndexOfAnyExcept(" \t\r\n"u8);
        return next < 0 ? bytes.Length : at + next;
    }

    private static string Beginning(ReadOnlySpan<byte> bytes, int at)
    {
        var line = bytes.Slice(at, Math.Min(40, bytes.Length - at));
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        return Refusal.Shown(Encoding.UTF8.GetString(end < 0 ? line : line[..end]));
    }

    // Windows PowerShell writes UTF-16 where it redirects output to a file.
    private static byte[] Utf8(string file, byte[] bytes)
    {
        var encoding = bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
            : bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
            : null;
        if (encoding is not null)
            bytes = Encoding.Convert(encoding, Encoding.UTF8, bytes, 2, bytes.Length - 2);
        else if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        var strange = bytes.AsSpan().IndexOfAnyInRange((byte)0, (byte)8);
        if (strange < 0 && !System.Text.Unicode.Utf8.IsValid(bytes))
            strange = FirstInvalid(bytes);
        return strange < 0 ? bytes : throw Refusal.Malformed($"\"{Refusal.Shown(file)}\" is binary, or text in another encoding than UTF-8: {Where(bytes, strange)} holds a byte that does not belong there.");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}
