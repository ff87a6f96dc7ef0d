using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>An absolute URL of a harmless scheme, or <c>host[:port]</c> as providers report endpoints.</summary>
public sealed class Url : FieldType
{
    private static readonly string[] Schemes = ["http", "https", "tcp", "udp", "ws", "wss", "ftp", "sftp", "ssh", "amqp", "amqps", "mqtt", "redis", "rediss", "postgres", "postgresql", "mysql", "oracle", "jdbc", "mongodb", "ldap", "ldaps", "smtp", "smtps", "nfs", "s3", "unix", "grpc"];

    public override string Name => "url";

    public override Shape Shape => Shape.Text;

    public override IReadOnlyList<string> Operators => TextOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        if (value.Text() is not { } text)
        {
            checking.Error(path, "must be text");
            return null;
        }

        if (Text.Clean(text, path, checking, 2000, lines: false) is not { } cleaned)
            return null;
        text = cleaned.GetValue<string>();
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var fine = colon > 0
            ? Schemes.Contains(text[..colon].ToLowerInvariant()) && Uri.TryCreate(text, UriKind.Absolute, out _)
            : !text.Contains(' ', StringComparison.Ordinal) && Uri.TryCreate("tcp://" + text, UriKind.Absolute, out var host) && host.Host.Length > 0
                && !text.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        if (fine)
            return cleaned;
        checking.Error(path, $"\"{Shorten(text)}\" is not a URL such as https://host:port/path");
        return null;
    }

    public override JsonNode? Parse(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    public override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = 2000 };
}
