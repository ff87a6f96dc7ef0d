using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Shared;

/// <summary>Sentences that modules say in English, known again by their shape and said in the reader's language. What is not known stays as it is.</summary>
/// <param name="sentences">Keys of the text files, with places such as <c>{0}</c>; the longer ones first.</param>
internal sealed class Sayings(params string[] sentences)
{
    private readonly IReadOnlyList<(Regex Shape, string Sentence)> shapes = [.. sentences.Select(sentence => (Shape(sentence), sentence))];

    /// <summary>Every sentence that is known.</summary>
    internal IReadOnlyList<string> Sentences => sentences;

    internal string In(IStringLocalizer texts, string said)
    {
        foreach (var (shape, sentence) in shapes)
        {
            if (shape.Match(said) is { Success: true } found)
                return texts[sentence, [.. found.Groups.Values.Skip(1).Select(place => place.Value)]];
        }

        return said;
    }

    private static Regex Shape(string sentence) =>
        new("^" + Regex.Replace(Regex.Escape(sentence), @"\\\{\d\}", "(.+?)", RegexOptions.None, TimeSpan.FromSeconds(1)) + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromMilliseconds(200));
}
