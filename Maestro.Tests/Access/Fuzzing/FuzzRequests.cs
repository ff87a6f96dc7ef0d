using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Access.Fuzzing;

/// <summary>A request about to be sent, and to be shown when it went wrong.</summary>
internal sealed record FuzzRequest(int Number, string Method, string Url, byte[]? Body, IReadOnlyList<(string Name, string Value)> Headers, ApiOperation Operation)
{
    internal HttpRequestMessage Message(Uri address)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(address + Url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        foreach (var (name, value) in Headers)
        {
            if (name == "Content-Type" && message.Content is { } content)
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return message;
    }

    public override string ToString() =>
        $"#{Number} {Method} {Cut(Url)}\n{string.Join('\n', Headers.Select(header => $"{header.Name}: {Cut(header.Value)}"))}\n{(Body is null ? "" : Cut(Encoding.UTF8.GetString(Body)))}";

    private static string Cut(string text) => text.Length <= 1_500 ? text : $"{text[..1_500]}… ({text.Length} letters)";
}

/// <summary>Makes requests of operations: right in all but one to three places. The same seed makes the same requests.</summary>
internal sealed class FuzzRequests(IReadOnlyList<ApiOperation> operations, Func<ApiOperation, Random, string> idOf)
{
    private const string Mark = "@@hostile@@";

    /// <summary>Every operation once, then every place of every operation in a shuffled order, over and over.</summary>
    internal IEnumerable<FuzzRequest> Take(int count, int seed)
    {
        var random = new Random(seed);
        var places = operations.SelectMany(operation => operation.Slots.Select(slot => (operation, slot))).ToArray();
        random.Shuffle(places);
        var first = places.DistinctBy(place => place.operation).ToList();
        var number = 0;
        // What belongs to no Kind is written by hand, once each, so it is tried as often as all Kinds together.
        var own = places.Where(place => place.operation.Kind is null).ToArray();
        while (true)
        {
            foreach (var (operation, slot) in number == 0 ? first : [.. places])
            {
                foreach (var (chosen, place) in number >= first.Count && number % 3 == 0 ? new[] { (operation, slot), own[random.Next(own.Length)] } : [(operation, slot)])
                {
                    if (number >= count)
                        yield break;
                    yield return One(number, chosen, place, new Random(unchecked(seed * 1_000_003 + number)));
                    number++;
                }
            }
        }
    }

    private FuzzRequest One(int number, ApiOperation operation, Slot slot, Random random)
    {
        var slots = new HashSet<Slot> { slot };
        while (random.Next(3) == 0 && slots.Count < 3)
            slots.Add(operation.Slots[random.Next(operation.Slots.Count)]);
        var url = new StringBuilder("api/v1");
        foreach (var part in operation.Path.Split('/').Skip(1))
            url.Append('/').Append(part.StartsWith('{') ? PathPart(operation, slots.FirstOrDefault(one => one.In == "path"), random) : part);
        var query = slots.Where(one => one.In == "query").Select(one => $"{Name(operation, one.Name, random)}={HostileValues.Address(random, HostileValues.Text(random))}").ToList();
        if (operation.Path == "/imports")
            query.Add($"source={new[] { "json", "csv&kind=servers", "ansible", "terraform" }[random.Next(4)]}");
        if (query.Count > 0)
            url.Append('?').AppendJoin('&', query);
        var headers = slots.Where(one => one.In == "header").Select(one => (one.Name, HostileValues.Header(random, one.Name))).Where(header => header.Item2.Length > 0).ToList();
        return new FuzzRequest(number, operation.Method, url.ToString(), Body(operation, slots, random), headers, operation);
    }

    private string PathPart(ApiOperation operation, Slot? hostile, Random random) => hostile is null ? idOf(operation, random)
        : random.Next(3) == 0 ? "01980000-0000-7000-8000-000000000000" : HostileValues.Address(random, HostileValues.Text(random)) is { Length: > 0 } text ? text : "%20";

    // A filter is a field with an operator, or a tree.
    private static string Name(ApiOperation operation, string name, Random random)
    {
        if (operation.Kind is null || random.Next(2) == 0 || operation.Kind.Find(name) is null)
            return name;
        string[] operators = ["n", "ic", "nic", "isw", "iew", "ie", "empty", "gt", "gte", "lt", "lte", "no_such", "name", "id", "0"];
        return $"{name}__{operators[random.Next(operators.Length)]}";
    }

    private byte[]? Body(ApiOperation operation, HashSet<Slot> slots, Random random)
    {
        if (operation.Body is null)
            return null;
        if (slots.Any(slot => slot.In == "whole"))
            return HostileValues.Body(random);
        var body = operation.Body.DeepClone();
        var thing = body as JsonObject ?? (body as JsonArray)?.FirstOrDefault() as JsonObject;
        if (thing is null)
            return Encoding.UTF8.GetBytes(HostileValues.Json(random));
        if (body is JsonArray)
            thing["id"] = idOf(operation, random);
        foreach (var slot in slots.Where(slot => slot.In == "body"))
            thing[slot.Name] = Mark;
        var text = body.ToJsonString(Json.Compact);
        while (text.IndexOf($"\"{Mark}\"", StringComparison.Ordinal) is >= 0 and var at)
            text = string.Concat(text.AsSpan(0, at), HostileValues.Json(random), text.AsSpan(at + Mark.Length + 2));
        return Encoding.UTF8.GetBytes(text);
    }
}
