using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Primitives;
using TagsType = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Reads a query out of URL parameters: the same grammar for API calls, list pages and saved views.</summary>
internal sealed class QueryText(IKinds kinds, TimeProvider time) : IQueries
{
    private static readonly string[] Operators = ["n", "ic", "nic", "isw", "iew", "ie", "empty", "gt", "gte", "lt", "lte"];

    /// <summary>Parameters that are no filter.</summary>
    internal static readonly string[] NoFilters = ["limit", "offset", "cursor", "ordering", "q", "fields", "omit", "brief", "at", "active", "owner", "filter", "dry_run", "columns", "view", "format", "preview", "tab", "group", "template"];

    /// <summary>Most rows a page holds.</summary>
    internal const int MaxLimit = 1_000;

    public Query Read(Kind kind, IEnumerable<KeyValuePair<string, StringValues>> parameters)
    {
        var given = parameters.GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.SelectMany(pair => pair.Value).Select(value => value ?? "").ToArray(), StringComparer.Ordinal);
        string? One(string name) => given.TryGetValue(name, out var values) ? values[^1] : null;
        var filters = given.Where(pair => !NoFilters.Contains(pair.Key)).Select(pair => (Filter)Test(kind, pair.Key, pair.Value)).ToList();
        if (One("filter") is { Length: > 0 } tree)
            filters.Add(Tree(kind, tree));
        var query = new Query
        {
            Kind = kind.Name,
            Filter = filters.Count == 0 ? null : filters.Count == 1 ? filters[0] : new Filter.And(filters),
            Words = One("q"),
            Order = Order(kind, One("ordering")),
            Limit = Whole("limit", One("limit"), 50, 1, MaxLimit),
            Offset = Whole("offset", One("offset"), 0, 0, 1_000_000_000),
            Cursor = One("cursor"),
            At = Moment(One("at")),
            Active = Active(One("active")),
            Owner = One("owner") is { Length: > 0 } owner ? Guid.TryParse(owner, out var id) ? id : throw Problem.Malformed($"owner: \"{owner}\" is not an id.") : null,
        };
        return query.Cursor is not null && query.Offset > 0 ? throw Problem.Malformed("Give either cursor or offset, not both.") : query;
    }

    IReadOnlyCollection<string> IQueries.Reserved => NoFilters;

    public IReadOnlyList<string> Orderable(Kind kind) => [.. Ordering.Names(kinds, kind)];

    Filter.Test IQueries.Test(Kind kind, string name, IReadOnlyList<string> values) => Test(kind, name, values);

    private DateTimeOffset? Moment(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            var at = Instant.Read(text.Trim());
            return at <= time.GetUtcNow() ? at : throw Problem.Malformed("at: lies in the future.");
        }
        catch (FormatException wrong)
        {
            throw Problem.Malformed($"at: {wrong.Message}.");
        }
    }

    private static bool? Active(string? text) => text switch
    {
        null or "" or "true" => true,
        "false" => false,
        "any" or "all" => null,
        _ => throw Problem.Malformed("active takes true, false or any."),
    };

    private static int Whole(string name, string? text, int otherwise, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Problem.Malformed(FormattableString.Invariant($"{name}: \"{text}\" is not a whole number from {least} to {most}."));
    }

    private IReadOnlyList<Sort> Order(Kind kind, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var sorts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.StartsWith('-') ? new Sort(part[1..], true) : new Sort(part, false)).ToList();
        foreach (var sort in sorts)
        {
            if (Ordering.Find(kinds, kind, sort.Path) is null)
                throw Problem.Malformed($"ordering: {kind.LabelPlural} cannot be ordered by \"{sort.Path}\". Ordered are: {string.Join(", ", Ordering.Names(kinds, kind))}.");
        }

        return sorts;
    }

    /// <summary>A parameter name as path and operator; a last part that is an operator's name is one, unless a field is called so.</summary>
    internal static Filter.Test Test(Kind kind, string name, IReadOnlyList<string> values)
    {
        var parts = name.Split("__");
        if (parts.Any(part => part.Length == 0))
            throw Problem.Malformed($"\"{name}\" is not a field path.");
        var last = parts[^1];
        var op = parts.Length > 1 && Operators.Contains(last) ? last : "";
        var path = op.Length > 0 ? string.Join("__", parts[..^1]) : name;
        // Dots are what exported files use.
        return new Filter.Test(path.Replace(".", "__", StringComparison.Ordinal) is var dotted && kind.Find(parts[0])?.Type is TagsType ? path : dotted, op, values);
    }

    private static Filter Tree(Kind kind, string text)
    {
        try
        {
            var tree = JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = 16 }) ?? throw Problem.Malformed("filter: is empty.");
            return Json.FaultOf(tree) is { } fault ? throw Problem.Malformed($"filter: {fault}.") : Node(kind, tree);
        }
        catch (JsonException wrong)
        {
            throw Problem.Malformed($"filter: is not JSON ({wrong.Message}).");
        }
    }

    private static Filter Node(Kind kind, JsonNode node) => node switch
    {
        JsonObject { Count: 1 } one when one.First() is { Key: "and" or "or", Value: JsonArray list } pair =>
            pair.Key == "and" ? new Filter.And(Nodes(kind, list)) : new Filter.Or(Nodes(kind, list)),
        JsonObject { Count: 1 } one when one.First() is { Key: "not", Value: { } inner } => new Filter.Not(Node(kind, inner)),
        JsonObject { Count: > 0 } tests => tests.Count == 1 ? Leaf(kind, tests.First()) : new Filter.And([.. tests.Select(pair => Leaf(kind, pair))]),
        _ => throw Problem.Malformed("""filter: write {"and": […]}, {"or": […]}, {"not": …} or {"field__operator": value}."""),
    };

    private static List<Filter> Nodes(Kind kind, JsonArray list) => [.. list.Select(item => Node(kind, item ?? throw Problem.Malformed("filter: holds null.")))];

    private static Filter Leaf(Kind kind, KeyValuePair<string, JsonNode?> pair) => Test(kind, pair.Key, pair.Value switch
    {
        JsonArray many => [.. many.Select(Scalar)],
        var one => [Scalar(one)],
    });

    private static string Scalar(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToJsonString(),
        _ => throw Problem.Malformed("filter: a value is text, a number or true/false."),
    };
}
