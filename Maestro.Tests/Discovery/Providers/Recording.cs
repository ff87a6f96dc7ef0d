using System.Net;
using System.Text;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>
/// A recorded answer of a provider, in a file of its own:
/// <code>
/// GET /v2/droplets page=1
/// 200
/// content-type: application/json
///
/// { … }
/// </code>
/// The first line names method, path and the parameters that tell this request from others, wherever they stand: query, form,
/// members of a JSON body, or <c>service</c> and <c>region</c> of an AWS signature and <c>target</c> of its header.
/// </summary>
internal sealed record Recording(string File, string Method, string Path, IReadOnlyDictionary<string, string> Parameters, HttpStatusCode Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    internal static readonly string Fixtures = System.IO.Path.Combine(AppContext.BaseDirectory, "Discovery", "Fixtures");

    /// <summary>The recordings of a folder of fixtures, in the order of their names; none where there is no such folder.</summary>
    internal static IReadOnlyList<Recording> Of(string folder)
    {
        var path = System.IO.Path.Combine(Fixtures, folder);
        return Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.http").Order(StringComparer.Ordinal).Select(Read)] : [];
    }

    private static Recording Read(string file)
    {
        var text = System.IO.File.ReadAllText(file).ReplaceLineEndings("\n");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text.TrimEnd(), "") : (text[..end], text[(end + 2)..].TrimEnd());
        var lines = head.Split('\n');
        var asked = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parameters = asked[2..].Select(pair => pair.Split('=', 2)).ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        var headers = lines[2..].Select(line => line.Split(':', 2)).Select(pair => (pair[0].Trim(), pair[1].Trim())).ToList();
        return new(System.IO.Path.GetRelativePath(Fixtures, file), asked[0], asked[1], parameters, (HttpStatusCode)int.Parse(lines[1], System.Globalization.CultureInfo.InvariantCulture), headers, body);
    }

    /// <summary>Whether it answers this request.</summary>
    internal bool Fits(Ask ask) => ask.Method == Method && ask.Path == Path && Parameters.All(pair => ask.Parameters.GetValueOrDefault(pair.Key) == pair.Value);
}

/// <summary>A request as a provider's server saw it.</summary>
internal sealed record Ask(string Method, string Path, IReadOnlyDictionary<string, string> Parameters, string? Authorization)
{
    public override string ToString() => new StringBuilder($"{Method} {Path}").AppendJoin("", Parameters.Where(pair => pair.Key is not ("Version" or "per_page")).Select(pair => $" {pair.Key}={pair.Value}")).ToString();
}
