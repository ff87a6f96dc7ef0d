using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>
/// Turns the XML of the older services into JSON once, so that everything is read in one way: an element is an object of its children,
/// one without children is its text, children of one name are a list; so is a set, whose children are all called <c>item</c> or <c>member</c>.
/// </summary>
internal static class AwsXml
{
    // A sound answer is not half as deep; a hostile one could be deeper than the stack.
    private const int Deepest = 64;

    internal static JsonElement Read(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
        var root = XDocument.Load(reader).Root!;
        // Some answers are a single text, such as a bucket's location.
        return JsonSerializer.SerializeToElement(Node(root, 0) is JsonObject thing ? thing : new JsonObject { [root.Name.LocalName] = root.HasElements ? Node(root, 0) : root.Value });
    }

    private static JsonNode Node(XElement element, int depth)
    {
        if (depth > Deepest)
            throw new JsonException("The answer is nested too deeply.");
        if (!element.HasElements)
            return JsonValue.Create(element.Value);
        if (element.Elements().All(child => child.Name.LocalName is "item") || element.Elements().All(child => child.Name.LocalName is "member"))
            return new JsonArray([.. element.Elements().Select(child => Node(child, depth + 1))]);
        var thing = new JsonObject();
        foreach (var group in element.Elements().GroupBy(child => child.Name.LocalName))
        {
            var children = group.Select(child => Node(child, depth + 1)).ToArray();
            thing[group.Key] = children.Length == 1 ? children[0] : new JsonArray(children);
        }

        return thing;
    }
}
