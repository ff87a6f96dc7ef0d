using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>Tests a connection: signs in, and tries the first page of every resource in the first of its scopes.</summary>
internal sealed class Probe(Lines lines, FileFetching files, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    internal async Task<ConnectionCheck> TestAsync(Line line, JsonObject credentials, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return line.Provider is CloudProvider cloud
                ? await TestAsync(cloud, line, credentials, both.Token)
                : await files.TestAsync(line, credentials, both.Token);
        }
        catch (Problem problem)
        {
            return new(false, null, null, [], problem.Message, []);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(false, null, null, [], FormattableString.Invariant($"It took longer than {Longest.TotalSeconds} seconds."), []);
        }
    }

    private async Task<ConnectionCheck> TestAsync(CloudProvider provider, Line line, JsonObject credentials, CancellationToken cancel)
    {
        await using var session = await lines.OpenAsync(provider, line, credentials, attempts: 2, cancel);
        var resources = line.ResourcesOf([.. provider.Tasks]);
        foreach (var resource in resources)
            await TryAsync(resource, session, cancel);
        var checks = resources.SelectMany(resource => resource.Permissions).Distinct().Order(StringComparer.Ordinal)
            .Where(session.Calls.ContainsKey).Select(permission => new PermissionCheck(permission, session.Calls[permission] is null, session.Calls[permission]?.Message)).ToList();
        return new(checks.All(check => check.Ok), session.Identity, session.Account, session.Regions, null, checks);
    }

    private static async Task TryAsync(Resource resource, ApiSession session, CancellationToken cancel)
    {
        if (session.ScopesOf(resource) is not [var scope, ..])
            return;
        try
        {
            await foreach (var _ in resource.ReadAsync(session, scope, cancel))
                return;
        }
        catch (Problem)
        {
            // The session has heard it, by permission: that is what is asked for.
        }
    }
}
