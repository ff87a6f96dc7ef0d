using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>What a provider said word for word, with everything blotted out that may be a secret.</summary>
internal static partial class RawText
{
    private const string Blot = "•••";
    private const int Longest = 256 * 1024;

    // Values of environment variables and user data hold secrets more often than not; their names do not.
    [GeneratedRegex("passw|secret|token|private_?key|user_?data|connection_?string|kubeconfig|access_?key|credential|api_?key|header_?value|(?:admin|root|db)_?pass$|custom_?data", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret { get; }

    // postgres://user:password@host
    [GeneratedRegex("://[^/\\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex SignIn { get; }

    [GeneratedRegex("^(environment|variables|env_?vars?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Variables { get; }

    /// <summary>A copy without secrets; null for one that is too large to be worth keeping.</summary>
    internal static JsonNode? Of(JsonElement item)
    {
        if (item.Node() is not { } copy)
            return null;
        Clean(copy, blot: false);
        return copy.ToJsonString(Kinds.Json.Compact).Length <= Longest ? copy : null;
    }

    private static void Clean(JsonNode? node, bool blot)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach (var (name, value) in thing.ToList())
                {
                    var hide = blot || Secret.IsMatch(name);
                    if (Clean(value, hide, Variables.IsMatch(name)) is { } clean)
                        thing[name] = clean;
                }

                break;
            case JsonArray list:
                for (var at = 0; at < list.Count; at++)
                {
                    if (Clean(list[at], blot, false) is { } clean)
                        list[at] = clean;
                }

                break;
            default:
                break;
        }
    }

    // What stands in a text's place, or null for one that may stay; what is no text is cleaned within.
    private static string? Clean(JsonNode? value, bool hide, bool variables)
    {
        if (value is not JsonValue text || text.GetValueKind() != JsonValueKind.String)
        {
            Clean(value, hide || variables);
            return null;
        }

        return hide ? Blot : text.GetValue<string>() is var plain && SignIn.IsMatch(plain) ? SignIn.Replace(plain, $"://{Blot}@") : null;
    }
}
