using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>An account at DigitalOcean, over its REST API, version 2.</summary>
internal sealed class OceanSession(Opening opening) : ApiSession(opening)
{
    private const string Base = "https://api.digitalocean.com/v2/";
    private const int PerPage = 200;

    /// <summary>Asks who holds the token: https://docs.digitalocean.com/reference/api/digitalocean/#tag/Account</summary>
    internal async Task OpenAsync(CancellationToken cancel)
    {
        var account = (await GetAsync("account:read", $"{Base}account", cancel)).At("account") ?? default;
        (Account, Identity) = (account.Need("uuid"), account.Text("email") ?? account.Need("uuid"));
    }

    /// <summary>
    /// Every object of a list, page after page until <c>links.pages.next</c> is no longer there:
    /// https://docs.digitalocean.com/reference/api/digitalocean/#section/Introduction/Links-and-Pagination
    /// </summary>
    /// <param name="scope">Token scope that it takes: <c>droplet:read</c>.</param>
    /// <param name="path">Path below <c>/v2/</c>: <c>droplets</c>, <c>images?private=true</c>.</param>
    /// <param name="list">Member that holds the objects.</param>
    internal async IAsyncEnumerable<JsonElement> ListAsync(string scope, string path, string list, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = 1; ; page++)
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var answer = await GetAsync(scope, FormattableString.Invariant($"{Base}{path}{separator}page={page}&per_page={PerPage}"), cancel);
            if (answer.At(list) is not { ValueKind: JsonValueKind.Array } items)
                throw new Problem(ProblemKind.Unavailable, $"{scope}: the answer has no list \"{list}\".");
            foreach (var item in items.EnumerateArray())
                yield return item;
            if (answer.Text("links.pages.next") is null)
                yield break;
        }
    }

    /// <summary>
    /// Objects that name droplets by tags, each with the numbers of the droplets that have one of these now; droplets are asked for
    /// once, and only where there is a tag.
    /// </summary>
    /// <param name="tags">Tags that an object names.</param>
    internal async IAsyncEnumerable<Joined<IReadOnlyList<string>>> WithDropletsAsync(IAsyncEnumerable<JsonElement> items, Func<JsonElement, IReadOnlyList<string>> tags, [EnumeratorCancellation] CancellationToken cancel)
    {
        ILookup<string, string>? tagged = null;
        await foreach (var item in items.WithCancellation(cancel))
        {
            var words = tags(item);
            if (words.Count > 0)
                tagged ??= await TaggedAsync(cancel);
            yield return new(item, [.. item.Texts("droplet_ids").Concat(words.SelectMany(word => tagged?[word] ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }
    }

    private async Task<ILookup<string, string>> TaggedAsync(CancellationToken cancel)
    {
        var pairs = new List<(string Tag, string Droplet)>();
        await foreach (var droplet in ListAsync("droplet:read", "droplets", "droplets", cancel))
        {
            if (droplet.Text("id") is { } id)
                pairs.AddRange(droplet.Texts("tags").Select(tag => (tag, id)));
        }

        return pairs.ToLookup(pair => pair.Tag, pair => pair.Droplet, StringComparer.OrdinalIgnoreCase);
    }

    internal override (string? Code, string? Message) Explain(HttpStatusCode status, JsonElement body) => (body.Text("id"), status switch
    {
        HttpStatusCode.Unauthorized => $"DigitalOcean does not know this token: it is mistyped, expired or deleted ({body.Text("message") ?? "unauthorized"})",
        HttpStatusCode.Forbidden => $"the token lacks this scope: add it under API → Tokens, or make a token that may read everything ({body.Text("message") ?? "forbidden"})",
        _ => body.Text("message"),
    });

    private Task<JsonElement> GetAsync(string scope, string address, CancellationToken cancel) => CallAsync("", scope, () => new HttpRequestMessage(HttpMethod.Get, Opening.At(address))
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Opening.Text("token")) },
    }, cancel);
}
