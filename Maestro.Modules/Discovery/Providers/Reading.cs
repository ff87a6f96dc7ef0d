using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>Reads what a vendor sent: paths that may not be there, numbers sent as text, lists of one sent bare.</summary>
internal static class Reading
{
    /// <summary>The value at a dotted path; null when it is missing or null.</summary>
    internal static JsonElement? At(this JsonElement element, string path)
    {
        foreach (var part in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
                return null;
        }

        return element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : element;
    }

    /// <summary>Text at a path, trimmed; numbers and flags as text; null when empty.</summary>
    internal static string? Text(this JsonElement element, string path) => element.At(path)?.AsText();

    internal static string? AsText(this JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!.Trim(),
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };
        return text.Length == 0 ? null : text;
    }

    /// <summary>Text that must be there.</summary>
    internal static string Need(this JsonElement element, string path) =>
        element.Text(path) ?? throw new Problem(ProblemKind.Invalid, $"{path} is missing", new Dictionary<string, string[]> { [path] = ["is missing"] });

    /// <summary>A number at a path, also one sent as text.</summary>
    internal static decimal? Number(this JsonElement element, string path) =>
        decimal.TryParse(element.Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A number above zero: providers say 0 for "not set".</summary>
    internal static decimal? Positive(this JsonElement element, string path) => element.Number(path) is > 0 and var number ? number : null;

    /// <summary>Yes or no at a path; what is neither is null.</summary>
    internal static bool? Flag(this JsonElement element, string path) => element.Text(path)?.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };

    /// <summary>Items of a list at a path; one object counts as a list of one.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement element, string path) => element.At(path) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null),
        { ValueKind: JsonValueKind.Object } one => [one],
        _ => [],
    };

    /// <summary>Texts of a list at a path, without empty ones.</summary>
    internal static List<string> Texts(this JsonElement element, string path) => element.At(path) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => item.AsText()).OfType<string>()],
        { ValueKind: JsonValueKind.String } one when one.AsText() is { } text => [text],
        _ => [],
    };

    /// <summary>Members of an object at a path.</summary>
    internal static IEnumerable<JsonProperty> Members(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } thing ? thing.EnumerateObject() : [];

    /// <summary>A copy that does not depend on the document; of two members of one name the last counts.</summary>
    internal static JsonNode? Node(this JsonElement? element) => element is { } there ? there.Node() : null;

    internal static JsonNode? Node(this JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var thing = new JsonObject();
                foreach (var member in element.EnumerateObject())
                    thing[member.Name] = member.Value.Node();
                return thing;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(item => item.Node())]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Number:
                return element.TryGetDecimal(out var number) ? JsonValue.Create(number) : JsonValue.Create(element.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            case JsonValueKind.Undefined or JsonValueKind.Null:
            default:
                return null;
        }
    }

    /// <summary>A list of texts as JSON; null when there are none.</summary>
    internal static JsonArray? List(this IEnumerable<string?> texts) =>
        texts.OfType<string>().Where(text => text.Length > 0).Distinct().ToList() is { Count: > 0 } some ? new JsonArray([.. some.Select(text => JsonValue.Create(text))]) : null;

    /// <summary>The address in its usual spelling, or null for what is none.</summary>
    internal static string? Address(this string? text) =>
        text is not null && (text.Contains(':') || text.Count(letter => letter == '.') == 3) && !text.Contains('%') && IPAddress.TryParse(text, out var address) ? address.ToString() : null;

    /// <summary>True for an IPv4 address that the internet may reach: not private, shared, loopback, link-local, multicast.</summary>
    internal static bool IsPublic(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork)
            return false;
        var bytes = parsed.GetAddressBytes();
        return bytes switch
        {
            [0 or 10 or 127, ..] => false,
            [100, >= 64 and < 128, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and < 32, ..] => false,
            [192, 168, ..] => false,
            [>= 224, ..] => false,
            _ => true,
        };
    }

    /// <summary>True for an IPv6 address that says something: not link-local, not loopback.</summary>
    internal static bool IsGlobalV6(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6 && !parsed.IsIPv6LinkLocal && !parsed.IsIPv6Multicast && !IPAddress.IsLoopback(parsed) && !parsed.Equals(IPAddress.IPv6Any);
}
