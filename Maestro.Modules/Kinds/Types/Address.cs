using System.Net;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>An IPv4 or IPv6 address, in its canonical spelling.</summary>
public sealed class Address : FieldType
{
    public override string Name => "address";

    public override Shape Shape => Shape.Text;

    public override IReadOnlyList<string> Operators => TextOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        var text = value.Text()?.Trim();
        if (text is { Length: 0 })
            return null;
        // A bare number such as "10" parses as an address of inet_aton's time; nobody means it.
        if (text is null || !(text.Contains(':') || text.Count(letter => letter == '.') == 3) || !IPAddress.TryParse(text, out var address) || address.ScopeId() != 0)
        {
            checking.Error(path, $"\"{Shown(value)}\" is not an IP address");
            return null;
        }

        return JsonValue.Create(address.ToString());
    }

    public override JsonNode? Parse(string text) => text.Trim().Length == 0 ? null : JsonValue.Create(text.Trim());

    public override JsonObject Schema() => new() { ["type"] = "string", ["description"] = "IPv4 or IPv6 address" };
}

file static class Scopes
{
    internal static long ScopeId(this IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
