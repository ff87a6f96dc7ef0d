using System.Net;
using System.Text.Json;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Calling;

/// <summary>
/// An open line to an account at a provider, for one crawl or one test. Knows the vendor's ways: how an answer is read, how an
/// error is put, when a token is renewed. One per connection, never shared.
/// </summary>
internal abstract class ApiSession(Opening opening) : IAsyncDisposable
{
    /// <summary>Account, subscription or project: scopes begin with it. Set on opening.</summary>
    public string Account { get; protected set; } = "";

    /// <summary>Whose credentials these are, for people: an ARN, an e-mail address, a project. Set on opening.</summary>
    public string Identity { get; protected set; } = "";

    /// <summary>Codes of the regions to crawl: the chosen ones, else all that the account has. Set on opening.</summary>
    public IReadOnlyList<string> Regions { get; protected set; } = [];

    /// <summary>What came of the calls so far, by permission: null where the last one succeeded.</summary>
    public IReadOnlyDictionary<string, Problem?> Calls => opening.Line.Heard;

    protected Opening Opening => opening;

    /// <summary>What one crawl of a resource covers, listing by listing.</summary>
    public virtual IReadOnlyList<Scope> ScopesOf(Resource resource) =>
        resource.ScopeKind == ScopeKind.Region ? [.. Regions.Select(region => new Scope(Account, region))] : [new Scope(Account)];

    /// <summary>Reads the body of an answer; JSON unless the vendor writes something else. Throws <see cref="JsonException"/> for half a page.</summary>
    internal virtual JsonElement Parse(string body)
    {
        if (body.Length == 0)
            return default;
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>Reads an answer that came well; some say in a header what others say in the body.</summary>
    internal virtual JsonElement Read(HttpResponseMessage response, string body) => Parse(body);

    /// <summary>The vendor's code and words for an error. <paramref name="body"/> is what <see cref="Parse"/> made of it, or undefined.</summary>
    internal abstract (string? Code, string? Message) Explain(HttpStatusCode status, JsonElement body);

    /// <summary>The same, for vendors that say part of it in the answer's headers.</summary>
    internal virtual (string? Code, string? Message) Explain(HttpResponseMessage response, JsonElement body) => Explain(response.StatusCode, body);

    /// <summary>What the vendor means by a code that its status does not say; null to go by the status.</summary>
    internal virtual ProblemKind? Judge(HttpStatusCode status, string? code) => null;

    /// <summary>Gets a new token after a 401; false where there is none to be had.</summary>
    internal virtual Task<bool> RenewAsync(CancellationToken cancel) => Task.FromResult(false);

    /// <summary>
    /// Sends a call, again where it failed for the moment. Throws <see cref="Problem"/>: signed out, denied, missing, too many
    /// (throttled to the end), unavailable; the vendor's code stands in its errors under <c>code</c>, the permission under <c>call</c>.
    /// </summary>
    /// <param name="service">Whose pace it is.</param>
    /// <param name="permission">What the credentials must allow for it.</param>
    /// <param name="make">Makes the request, anew for every attempt: signatures carry the time.</param>
    protected Task<JsonElement> CallAsync(string service, string permission, Func<HttpRequestMessage> make, CancellationToken cancel) =>
        opening.Line.SendAsync(this, service, permission, make, cancel);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
