using System.Globalization;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>How a call pages.</summary>
/// <param name="List">Where the objects stand in an answer.</param>
/// <param name="Token">Parameter that asks for a further page.</param>
/// <param name="Next">Where an answer says that there is one.</param>
/// <param name="Size">Parameter for the size of a page; null where the service knows none.</param>
/// <param name="Count">Size of a page: the most that the vendor allows, or less.</param>
internal sealed record AwsPaging(string List, string Token, string Next, string? Size = null, int Count = 100)
{
    /// <summary>The parameter for the size, if there is one.</summary>
    public IReadOnlyList<(string Name, string? Value)> Sized => Size is null ? [] : [(Size, Count.ToString(CultureInfo.InvariantCulture))];

    /// <summary>As EC2 does it.</summary>
    internal static AwsPaging Ec2(string list, int? count) => new(list, "NextToken", "nextToken", count is null ? null : "MaxResults", count ?? 0);

    /// <summary>As the services with markers do it.</summary>
    internal static AwsPaging Marker(string list, string? size = "MaxRecords", int count = 100, string next = "Marker") => new(list, "Marker", next, size, count);
}
