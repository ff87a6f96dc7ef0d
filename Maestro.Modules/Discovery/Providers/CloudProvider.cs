using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>A provider that is asked over HTTP.</summary>
internal abstract class CloudProvider : Provider
{
    /// <summary>Calls a second that a service bears, by the name that calls give for it; the empty name is for all others.</summary>
    public virtual IReadOnlyDictionary<string, double> Pace { get; } = new Dictionary<string, double> { [""] = 10 };

    /// <summary>
    /// Signs in with the provider's cheapest identity call: sets the session's account, identity and regions. Throws
    /// <see cref="Kernel.Problem"/> in words a person can act on: wrong key, wrong region, clock skew.
    /// </summary>
    public abstract Task<ApiSession> OpenAsync(Opening opening, CancellationToken cancel);

    /// <summary>The least that credentials must allow so that these resources can be crawled, as the vendor's console takes it.</summary>
    public abstract Policy PolicyOf(IReadOnlyList<Resource> resources);
}

/// <summary>What a session is opened with.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Credentials">By the names of the method's fields, secrets in clear; never logged.</param>
/// <param name="Regions">Codes of the chosen regions; empty for all of them.</param>
/// <param name="Endpoint">Replaces scheme, host and port of every call; the provider's own path is kept.</param>
/// <param name="Line">Sends the calls.</param>
internal sealed record Opening(string Method, JsonObject Credentials, IReadOnlyList<string> Regions, Uri? Endpoint, CallLine Line)
{
    /// <summary>A credential, trimmed; null when it is not given.</summary>
    public string? Text(string name) => Credentials[name] is JsonValue value && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The address to call for an address of the vendor.</summary>
    public Uri At(string address)
    {
        var vendor = new Uri(address);
        return Endpoint is null ? vendor : new Uri(Endpoint.GetLeftPart(UriPartial.Authority) + vendor.PathAndQuery);
    }
}
