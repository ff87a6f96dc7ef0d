using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>Takes one object out of a recorded answer, as if it had been deleted at the provider.</summary>
internal static class Vanish
{
    /// <summary>The answer without the items of its lists that speak of <paramref name="word"/>.</summary>
    internal static string From(string body, string word)
    {
        if (body.TrimStart() is not { Length: > 0 } text || !body.Contains(word, StringComparison.OrdinalIgnoreCase))
            return body;
        if (text[0] == '<')
        {
            var document = XDocument.Parse(body);
            Strip(document.Root!, word);
            return document.ToString(SaveOptions.DisableFormatting);
        }

        try
        {
            var json = JsonNode.Parse(body)!;
            Strip(json, word);
            return json.ToJsonString();
        }
        catch (JsonException)
        {
            return body;
        }
    }

    // The outermost lists hold the objects; lists within an object belong to it.
    private static void Strip(JsonNode node, string word)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list.Where(item => item is not null && Speaks(item.ToJsonString(), word)).ToList())
                    list.Remove(item);
                break;
            case JsonObject thing:
                foreach (var (_, value) in thing.ToList())
                {
                    if (value is not null)
                        Strip(value, word);
                }

                break;
            default:
                break;
        }
    }

    private static void Strip(XElement element, string word)
    {
        var children = element.Elements().ToList();
        var list = children.Count > 0 && children.Select(child => child.Name).Distinct().Count() == 1 && (children.Count > 1 || children[0].Name.LocalName is "item" or "member");
        foreach (var child in children)
        {
            if (list && Speaks(child.ToString(SaveOptions.DisableFormatting), word))
                child.Remove();
            else if (!list && child.Name.LocalName is not ("item" or "member") && IsOneOfMany(child) && Speaks(child.ToString(SaveOptions.DisableFormatting), word))
                child.Remove();
            else if (!list)
                Strip(child, word);
        }
    }

    private static bool IsOneOfMany(XElement child) => child.Parent!.Elements(child.Name).Count() > 1;

    private static bool Speaks(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var (before, after) = (at == 0 ? ' ' : text[at - 1], at + word.Length >= text.Length ? ' ' : text[at + word.Length]);
            if (!char.IsLetterOrDigit(before) && !char.IsLetterOrDigit(after))
                return true;
        }

        return false;
    }
}
