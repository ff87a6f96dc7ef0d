using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>A project in an OpenStack cloud: a token of Keystone, and the services that its catalogue names.</summary>
internal sealed class StackSession(Opening opening) : ApiSession(opening)
{
    private const string SignIn = "identity:authenticate";
    private const int PageSize = 200;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly AsyncLocal<bool> signingIn = new();
    private string token = "";
    private StackCatalogue catalogue = new(default);

    /// <summary>Asks for a token and takes account, identity and regions from what comes with it.</summary>
    internal async Task OpenAsync(CancellationToken cancel)
    {
        var given = await SignInAsync(cancel);
        Account = given.Text("project.id") ?? throw new Problem(ProblemKind.Invalid, "Keystone gave a token without a project: name the project on the connection.");
        Identity = $"{given.Text("user.name") ?? given.Text("user.id")} in {given.Text("project.name") ?? Account}";
        var all = catalogue.Regions;
        if (Opening.Regions.FirstOrDefault(region => !all.Contains(region)) is { } wrong)
            throw new Problem(ProblemKind.Invalid, $"There is no region {wrong} in the catalogue of this cloud; it has {(all.Count > 0 ? string.Join(", ", all) : "none with a public endpoint")}.");
        Regions = Opening.Regions.Count > 0 ? Opening.Regions : all;
    }

    /// <summary>Every object of a list, page after page by <c>marker</c> while the answer links to a further one.</summary>
    /// <param name="query">Further parameters, such as <c>project_id=…</c>.</param>
    /// <param name="pool">Pool whose members are listed.</param>
    internal async IAsyncEnumerable<JsonElement> ListAsync(StackCall call, string region, [EnumeratorCancellation] CancellationToken cancel, string query = "", string pool = "")
    {
        var address = catalogue.AddressOf(call, region).Replace("{pool}", Uri.EscapeDataString(pool), StringComparison.Ordinal);
        for (string? marker = null; ;)
        {
            var page = FormattableString.Invariant($"{address}?limit={PageSize}{(query.Length > 0 ? $"&{query}" : "")}{(marker is null ? "" : $"&marker={Uri.EscapeDataString(marker)}")}");
            var answer = await CallAsync("", call.Rule, () => Request(HttpMethod.Get, page), cancel);
            if (answer.At(call.List) is not { ValueKind: JsonValueKind.Array } items)
                throw new Problem(ProblemKind.Unavailable, $"{call.Rule}: the answer has no list \"{call.List}\".");
            foreach (var item in items.EnumerateArray())
                yield return item;
            var next = Next(answer, call.List);
            if (next is null)
                yield break;
            if (next == marker)
                throw new Problem(ProblemKind.Unavailable, $"{call.Rule}: every page links to itself.");
            marker = next;
        }
    }

    // Glance writes "next", all others "<list>_links". Only the marker is taken: the host that a link names is not called.
    private static string? Next(JsonElement answer, string list)
    {
        var link = answer.Text("next") ?? answer.Items($"{list}_links").FirstOrDefault(one => one.Text("rel") == "next").Text("href");
        var query = link?[(link.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').FirstOrDefault(part => part.StartsWith("marker=", StringComparison.Ordinal));
        return query is null ? null : Uri.UnescapeDataString(query["marker=".Length..]);
    }

    internal override JsonElement Read(HttpResponseMessage response, string body)
    {
        if (response.Headers.TryGetValues("X-Subject-Token", out var tokens))
            token = tokens.First();
        return base.Read(response, body);
    }

    internal override async Task<bool> RenewAsync(CancellationToken cancel)
    {
        // The token's own refusal is final.
        if (signingIn.Value)
            return false;
        var before = token;
        await gate.WaitAsync(cancel);
        try
        {
            if (token == before)
                await SignInAsync(cancel);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<JsonElement> SignInAsync(CancellationToken cancel)
    {
        var url = Opening.Text("url") ?? throw new Problem(ProblemKind.Invalid, "The auth URL of Keystone is missing.");
        if (!StackCatalogue.IsAddress(url))
            throw new Problem(ProblemKind.Invalid, $"\"{url}\" is no auth URL: it begins with https:// or http://, as in https://keystone.example.org:5000/v3.");
        var address = StackSignIn.Address(url);
        signingIn.Value = true;
        var answer = await CallAsync("", SignIn, () => new HttpRequestMessage(HttpMethod.Post, Opening.At(address))
        {
            Content = new StringContent(StackSignIn.Request(Opening).ToJsonString(), Encoding.UTF8, "application/json"),
        }, cancel);
        signingIn.Value = false;
        var given = answer.At("token") ?? throw new Problem(ProblemKind.Unavailable, "This is not Keystone: the answer holds no token. Check the auth URL.");
        catalogue = new(given);
        return given;
    }

    private HttpRequestMessage Request(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, Opening.At(address));
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    internal override (string? Code, string? Message) Explain(HttpStatusCode status, JsonElement body)
    {
        var (code, message) = StackFault.Of(body);
        return (code, signingIn.Value ? status switch
        {
            HttpStatusCode.Unauthorized => $"Keystone refuses to sign in: user, password, domain or project is mistyped, or the application credential has expired or been deleted ({message ?? "unauthorized"})",
            HttpStatusCode.NotFound => "Keystone does not answer at this auth URL, which usually ends in :5000/v3 or /identity/v3",
            _ => message,
        } : message);
    }

    // Some services say 413 for a limit that was passed.
    internal override ProblemKind? Judge(HttpStatusCode status, string? code) => status == HttpStatusCode.RequestEntityTooLarge || code == "overLimit" ? ProblemKind.TooMany : null;

    public override ValueTask DisposeAsync()
    {
        gate.Dispose();
        return base.DisposeAsync();
    }
}
