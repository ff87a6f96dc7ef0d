using System.Resources;
using System.Runtime.CompilerServices;
using Maestro.Web;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using System.Globalization;
using Xunit;

namespace Maestro.Tests.Web;

/// <summary>Everything that the pages say is said in Portuguese too.</summary>
public sealed class TextsTests
{
    private static readonly ResourceManager Texts = new("Maestro.Web.Texts", typeof(Texts).Assembly);

    [Fact]
    public void Every_text_of_a_page_has_a_Portuguese_one()
    {
        var missing = Sources().SelectMany(KeysOf).Concat(DynamicKeys()).Where(key => key.Length > 0).Distinct().Where(key => Portuguese(key) is null).Order(StringComparer.Ordinal);
        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void A_Portuguese_text_has_the_same_places_for_values()
    {
        var wrong = Sources().SelectMany(KeysOf).Distinct()
            .Where(key => Portuguese(key) is { } text && !Places(key).SetEquals(Places(text)));
        Assert.Equal([], wrong);
    }

    [Fact]
    public void The_scanner_finds_keys_in_conditions_and_not_in_arguments() =>
        Assert.Equal(["a", "b {0}", "c"], KeysOf("""@L[x ? "a" : "b {0}", "argument"] and texts["c"] and Urls["no"]"""));

    [Fact]
    public void Every_task_of_every_provider_has_a_word() =>
        Assert.Equal([], Maestro.Modules.Discovery.Connections.ProviderViews.All(hostCredentials: true).SelectMany(provider => provider.Tasks).Distinct().Where(task => !Maestro.Web.Discovery.Connecting.TaskText.All.Contains(Maestro.Web.Discovery.Connecting.TaskText.Of(task))));

    [Fact]
    public void No_text_stands_twice()
    {
        var keys = System.Xml.Linq.XDocument.Load(Path.Combine(Web(), "Texts.pt-BR.resx")).Root!.Elements("data").Select(data => (string)data.Attribute("name")!);
        Assert.Equal([], keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static string? Portuguese(string key) => Texts.GetResourceSet(CultureInfo.GetCultureInfo("pt-BR"), true, false)?.GetString(key);

    private static HashSet<char> Places(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 2)).Where(at => text[at] == '{' && char.IsDigit(text[at + 1])).Select(at => text[at + 1])];

    /// <summary>Keys that a page does not write out: words of statuses, names of accents, entries of the navigation.</summary>
    private static IEnumerable<string> DynamicKeys() =>
        NavEntry.All.SelectMany(entry => new[] { entry.Label, entry.Group }).Where(text => text.Length > 0)
            .Concat(Look.Accents.Select(accent => char.ToUpperInvariant(accent[0]) + accent[1..]))
            .Concat(Maestro.Web.Shared.Editors.FaultWords.Sentences)
            .Concat(Maestro.Web.Scheduling.RunSayings.Known.Sentences)
            .Concat(Maestro.Web.Discovery.Connecting.TaskText.All)
            .Concat(Maestro.Modules.Discovery.Connections.ProviderViews.All(hostCredentials: true).SelectMany(Said))
            .Concat(Statuses.Words.Select(word => char.ToUpperInvariant(word[0]) + word[1..].Replace('_', ' ')));

    // What providers say of themselves in forms.
    private static IEnumerable<string> Said(Maestro.Modules.Discovery.ProviderView provider) =>
        provider.Methods.SelectMany(method => method.Steps.Append(method.Label).Concat(method.Fields.SelectMany(field => new[] { field.Label, field.Help })))
            .Append(Maestro.Modules.Discovery.Connections.Line.Find(provider.Name) is Maestro.Modules.Discovery.Providers.CloudProvider cloud ? cloud.PolicyOf(cloud.Resources).Where : "");

    private static string Web([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Maestro.Web"));

    private static IEnumerable<string> Sources()
    {
        return Directory.EnumerateFiles(Web(), "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(File.ReadAllText);
    }

    private static IEnumerable<string> KeysOf(string source)
    {
        foreach (var opening in new[] { "L[", "texts[" })
        {
            for (var at = source.IndexOf(opening, StringComparison.Ordinal); at >= 0; at = source.IndexOf(opening, at + 1, StringComparison.Ordinal))
            {
                if (at > 0 && (char.IsLetterOrDigit(source[at - 1]) || source[at - 1] is '_' or '.'))
                    continue;
                foreach (var key in FirstArgument(source, at + opening.Length))
                    yield return key;
            }
        }
    }

    private static IEnumerable<string> FirstArgument(string source, int from)
    {
        var depth = 0;
        for (var at = from; at < source.Length; at++)
        {
            if (source[at] == '"')
            {
                var end = at + 1;
                while (source[end] != '"' || source[end - 1] == '\\')
                    end++;
                if (source[at - 1] != '$')
                    yield return source[(at + 1)..end].Replace("\\\"", "\"");
                at = end;
            }
            else if (source[at] is '(' or '[')
                depth++;
            else if (source[at] is ')' or ']' && depth-- == 0)
                yield break;
            else if (source[at] == ',' && depth == 0)
                yield break;
        }
    }
}
