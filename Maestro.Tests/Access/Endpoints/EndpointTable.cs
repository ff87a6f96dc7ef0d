namespace Maestro.Tests.Access.Endpoints;

/// <summary>One endpoint: how to knock, and what each <see cref="Caller"/> hears, in their order.</summary>
internal sealed record EndpointEntry(string Method, string Route, string Answers, Func<Target, string> Path, Func<Target, object>? Body = null)
{
    public string Name => $"{Method} {Route}";

    /// <summary>The record is retired before anybody knocks.</summary>
    public bool Retired { get; init; }

    /// <summary>It ends the caller's session, so each case has one of its own.</summary>
    public bool EndsSessions { get; init; }
}

/// <summary>The answers of the whole API.</summary>
internal static partial class EndpointTable
{
    internal static IReadOnlyList<EndpointEntry> Entries { get; } = [.. Records, .. Planned, .. Connections, .. Scheduled, .. Told, .. Own, .. People, .. Open];

    private static EndpointEntry Of(string method, string route, string answers, Func<Target, object>? body = null) =>
        new(method, route, answers, target => Fill(route, target), body);

    // Placeholders of the route by what the target has.
    private static string Fill(string route, Target target) => route.TrimStart('/')
        .Replace("{kinds}", "servers", StringComparison.Ordinal)
        .Replace("{team}", $"{target.Team}", StringComparison.Ordinal)
        .Replace("{id}", route.StartsWith("/teams/", StringComparison.Ordinal) && !route.Contains("{team}", StringComparison.Ordinal) ? $"{target.Team}"
            : route.StartsWith("/plans/", StringComparison.Ordinal) ? $"{target.Plan}"
            : route.StartsWith("/change-sets/", StringComparison.Ordinal) ? $"{target.ChangeSet}"
            : route.StartsWith("/users/", StringComparison.Ordinal) ? $"{target.User}"
            : route.StartsWith("/{kinds}", StringComparison.Ordinal) || route.StartsWith("/connections/", StringComparison.Ordinal) || route.StartsWith("/schedules/", StringComparison.Ordinal) ? $"{target.Id}"
            : $"{target.Nothing}", StringComparison.Ordinal);
}
