using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Maestro.Web.Inventory.Lists;

/// <summary>
/// What a list page shows, as it stands in its address: the same parameters as in the API, in the order they were given.
/// Immutable; every step answers a new one.
/// </summary>
public sealed class ListAddress
{
    private readonly List<KeyValuePair<string, string>> pairs;

    private ListAddress(List<KeyValuePair<string, string>> pairs) => this.pairs = pairs;

    public static ListAddress Empty { get; } = new([]);

    /// <summary>Reads a query string, with or without its question mark, or a whole address.</summary>
    public static ListAddress Read(string text)
    {
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var query = mark >= 0 ? text[(mark + 1)..] : text.Contains("://", StringComparison.Ordinal) ? "" : text;
        var hash = query.IndexOf('#', StringComparison.Ordinal);
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(hash < 0 ? query : query[..hash]))
            pairs.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return new(pairs);
    }

    /// <summary>The last value of a parameter, or null.</summary>
    public string? this[string name] => pairs.FindLastIndex(pair => pair.Key == name) is var at and >= 0 ? pairs[at].Value : null;

    /// <summary>Every value of a parameter.</summary>
    public IReadOnlyList<string> All(string name) => [.. pairs.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    /// <summary>Names of the parameters that are filters, each once, in their order.</summary>
    public IReadOnlyList<string> Filters(IReadOnlyCollection<string> reserved) => [.. pairs.Select(pair => pair.Key).Where(name => !reserved.Contains(name)).Distinct()];

    /// <summary>Sets a parameter, in the place it had; without values it is taken out.</summary>
    public ListAddress With(string name, params IReadOnlyList<string> values)
    {
        var at = pairs.FindIndex(pair => pair.Key == name);
        var rest = pairs.Where(pair => pair.Key != name).ToList();
        rest.InsertRange(at < 0 ? rest.Count : at, values.Select(value => KeyValuePair.Create(name, value)));
        return new(rest);
    }

    /// <summary>Takes parameters out.</summary>
    public ListAddress Without(params IReadOnlyCollection<string> names) => new([.. pairs.Where(pair => !names.Contains(pair.Key))]);

    /// <summary>The same list from its first page: what follows from another filter, order or length.</summary>
    public ListAddress First() => Without("cursor", "offset");

    /// <summary>As the query grammar reads it.</summary>
    public IEnumerable<KeyValuePair<string, StringValues>> Parameters => pairs.Select(pair => KeyValuePair.Create(pair.Key, new StringValues(pair.Value)));

    /// <summary>Order by a path: first up, then down, then as it was.</summary>
    public ListAddress Ordered(string path) => First().With("ordering", this["ordering"] switch
    {
        var now when now == path => ["-" + path],
        var now when now == "-" + path => [],
        _ => [path],
    });

    /// <summary>The query string without question mark.</summary>
    public override string ToString() => string.Join('&', pairs.Select(pair => Encode(pair.Key) + "=" + Encode(pair.Value)));

    public override bool Equals(object? obj) => obj is ListAddress other && ToString() == other.ToString();

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    // Commas and colons may stand in a query as they are, and read better so.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%2C", ",", true, CultureInfo.InvariantCulture).Replace("%3A", ":", true, CultureInfo.InvariantCulture);
}
