using System.Globalization;
using System.Text.Json;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>Facts of one host, with or without the prefix <c>ansible_</c>. "NA", "None" and empty values are absent.</summary>
internal readonly struct Facts(JsonElement element)
{
    private static readonly string[] Nothing = ["na", "n/a", "none", "null", "unknown", "not specified", "not available", "default string", "to be filled by o.e.m.", "no asset tag", "system serial number", "0"];

    private static readonly string[] Telling = ["nodename", "hostname", "fqdn", "distribution", "system", "os_family", "os_name", "default_ipv4", "all_ipv4_addresses", "memtotal_mb"];

    /// <summary>True when this is what the setup module gathers, not just any object.</summary>
    public bool Any
    {
        get
        {
            var facts = this;
            return element.ValueKind == JsonValueKind.Object && Telling.Count(name => facts[name] is not null) >= 2;
        }
    }

    /// <summary>A fact, whatever its form; null when absent.</summary>
    public JsonElement? this[string name]
    {
        get
        {
            var found = element.At("ansible_" + name) ?? element.At(name);
            return found is { ValueKind: JsonValueKind.String } text && Absent(text.GetString()!) ? null : found;
        }
    }

    /// <summary>A fact at a dotted path as text.</summary>
    public string? Text(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var text = dot < 0 ? this[path]?.AsText() : this[path[..dot]]?.Text(path[(dot + 1)..]);
        return text is null || Absent(text) ? null : text;
    }

    public decimal? Number(string path) =>
        decimal.TryParse(Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    public List<string> Texts(string name) =>
        [.. (this[name] is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.AsText()).OfType<string>() : Text(name) is { } one ? [one] : []).Where(text => !Absent(text))];

    public IEnumerable<JsonProperty> Members(string name) => this[name] is { ValueKind: JsonValueKind.Object } thing ? thing.EnumerateObject() : [];

    private static bool Absent(string text) => Nothing.Contains(text.Trim().ToLowerInvariant()) || string.IsNullOrWhiteSpace(text);
}
