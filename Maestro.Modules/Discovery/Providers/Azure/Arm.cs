namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Resource ids of Azure, which writes them in varying case: they are kept in lower case.</summary>
internal static class Arm
{
    internal static string? Lower(string? id) => id?.ToLowerInvariant();

    /// <summary>A segment of a resource id by the name before it: <c>/subscriptions/…/resourceGroups/…</c>.</summary>
    internal static string? Segment(string? id, string name)
    {
        var parts = id?.Split('/') ?? [];
        var at = Array.FindIndex(parts, part => part.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length && parts[at + 1].Length > 0 ? parts[at + 1] : null;
    }

    /// <summary>The id of the resource that another one is part of: everything before a segment.</summary>
    internal static string? Before(string? id, string segment) =>
        id?.IndexOf($"/{segment}/", StringComparison.OrdinalIgnoreCase) is > 0 and var at ? Lower(id[..at]) : null;
}
