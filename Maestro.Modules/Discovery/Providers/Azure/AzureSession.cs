using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>A subscription, over the management REST API.</summary>
internal sealed class AzureSession : ApiSession
{
    /// <summary>Allows to ask for the subscription itself.</summary>
    internal const string Subscription = "Microsoft.Resources/subscriptions/read";
    private const string SignIn = "oauth2/token";
    private readonly AzureCloud cloud;
    private readonly AzureSignIn signIn;
    private string token = "";

    internal AzureSession(Opening opening) : base(opening)
    {
        cloud = AzureCloud.Of(opening.Text("cloud"));
        signIn = new(opening, cloud, (make, cancel) => CallAsync("", SignIn, make, cancel));
    }

    /// <summary>Asks for the subscription: https://learn.microsoft.com/rest/api/resources/subscriptions/get</summary>
    internal async Task OpenAsync(CancellationToken cancel)
    {
        var subscription = Opening.Text("sub") ?? throw new Problem(ProblemKind.Invalid, "The subscription ID is missing.");
        var answer = await GetAsync(Subscription, $"/subscriptions/{Uri.EscapeDataString(subscription)}?api-version=2022-12-01", cancel);
        (Account, Identity) = (answer.Need("subscriptionId"), answer.Text("displayName") ?? answer.Need("subscriptionId"));
    }

    /// <summary>Every resource of a type in the subscription, page after page by <c>nextLink</c>.</summary>
    /// <param name="action">Action that a role must allow: <c>Microsoft.Compute/disks/read</c>.</param>
    /// <param name="type">Type below <c>/providers/</c>.</param>
    /// <param name="version">The <c>api-version</c>, and further parameters after an ampersand.</param>
    internal IAsyncEnumerable<JsonElement> ListAsync(string action, string type, string version, CancellationToken cancel) =>
        ListAtAsync(action, $"/subscriptions/{Account}/providers/{type}", version, cancel);

    /// <summary>The same below any path, such as that of a server.</summary>
    internal async IAsyncEnumerable<JsonElement> ListAtAsync(string action, string path, string version, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = $"{path}?api-version={version}"; ;)
        {
            var answer = await GetAsync(action, page, cancel);
            if (answer.At("value") is not { ValueKind: JsonValueKind.Array } items)
                throw new Problem(ProblemKind.Unavailable, $"{action}: the answer has no list \"value\".");
            foreach (var item in items.EnumerateArray())
                yield return item;
            if (answer.Text("nextLink") is not { } link)
                yield break;
            // Only the path is followed: whatever host a link names, the management API is called.
            var next = Uri.TryCreate(link, UriKind.Absolute, out var address) ? address.PathAndQuery : throw new Problem(ProblemKind.Unavailable, $"{action}: the next page has no address.");
            page = next != page ? next : throw new Problem(ProblemKind.Unavailable, $"{action}: every page links to itself.");
        }
    }

    private async Task<JsonElement> GetAsync(string action, string path, CancellationToken cancel)
    {
        token = await signIn.TokenAsync(cancel);
        return await CallAsync("", action, () => new HttpRequestMessage(HttpMethod.Get, Opening.At(cloud.Management + path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } }, cancel);
    }

    internal override async Task<bool> RenewAsync(CancellationToken cancel)
    {
        // Refused while asking for a token: there is no other way to get one.
        if (token.Length == 0)
            return false;
        token = "";
        signIn.Forget();
        token = await signIn.TokenAsync(cancel);
        return true;
    }

    internal override (string? Code, string? Message) Explain(HttpStatusCode status, JsonElement body) => AzureFault.Of(body);

    internal override ProblemKind? Judge(HttpStatusCode status, string? code) => AzureFault.Judge(code);

    public override ValueTask DisposeAsync()
    {
        signIn.Dispose();
        return base.DisposeAsync();
    }
}
