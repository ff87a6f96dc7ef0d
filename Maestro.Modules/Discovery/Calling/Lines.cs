using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Providers;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Calling;

/// <summary>Opens sessions with providers. Endpoints of connections may be private or this machine itself, never link-local or a metadata service.</summary>
internal sealed class Lines(IOptions<CallOptions> options, TimeProvider time) : IDisposable
{
    private const long LongestAnswer = 64 * 1024 * 1024;
    private readonly HttpClient client = new(new Outgoing(loopback: true).NewHandler()) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };

    internal Task<ApiSession> OpenAsync(CloudProvider provider, Line line, JsonObject credentials, int? attempts, CancellationToken cancel)
    {
        var limits = attempts is { } most ? new CallOptions { Attempts = most, CallSeconds = Math.Min(options.Value.CallSeconds, 20), BackOffSeconds = 5, HostCredentials = options.Value.HostCredentials } : options.Value;
        return provider.OpenAsync(new Opening(line.Method.Name, credentials, line.Regions, line.Endpoint, new CallLine(client, new Pace(provider.Pace, time, options.Value.PaceFactor), limits, time, Secrets.Of(line.Method, credentials))), cancel);
    }

    public void Dispose() => client.Dispose();
}
