using System.Text;
using System.Text.RegularExpressions;

namespace Maestro.Modules.Discovery.Files;

/// <summary>
/// What <c>ansible -m setup</c> prints: a line with the host before each JSON value, and remarks of Ansible's own between
/// them, which are passed over.
/// </summary>
internal static partial class AnsibleOutput
{
    private const int Searched = 1_000_000;

    [GeneratedRegex(@"^(?:\x1B\[[0-9;]*m)*(?<host>[^\s|]{1,255}) \| [A-Z]+!?(?: \| rc=-?\d+)? => (?=\{)", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Header { get; }

    /// <summary>True when a line with a host comes before any JSON.</summary>
    internal static bool LooksLike(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] == (byte)'{')
            return false;
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Searched)]);
        return Header.IsMatch(text);
    }

    internal static IEnumerable<Document> Read(string file, byte[] bytes, int depth)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var line = Line(bytes, at);
            if (Header.Match(line) is { Success: true } header)
            {
                // One byte is one letter in Latin-1, so that the place in the text is the place in the bytes.
                var host = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(header.Groups["host"].Value));
                var (document, next) = JsonText.Value(file, host, bytes, at + header.Length, depth);
                at = next;
                yield return document;
            }

            at = bytes.AsSpan(at).IndexOf((byte)'\n') is var end and >= 0 ? at + end + 1 : bytes.Length;
        }
    }

    private static string Line(byte[] bytes, int at)
    {
        var rest = bytes.AsSpan(at, Math.Min(600, bytes.Length - at));
        var end = rest.IndexOf((byte)'\n');
        return Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]);
    }
}
