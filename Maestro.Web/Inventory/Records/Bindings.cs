using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Records;

/// <summary>A service installed on a host, and the applications there that are built on it.</summary>
/// <param name="Suggested">Applications that name the service but are not linked with the host.</param>
internal sealed record BoundService(JsonObject Service, IReadOnlyList<Record> Bound, IReadOnlyList<Record> Suggested)
{
    public string Name => Service["name"].Text() ?? "";
}

/// <summary>A host of an application, with the service that matches it.</summary>
/// <param name="Service">The host's entry for the application's service; null when the host does not have it installed.</param>
public sealed record ServiceHost(Record Server, JsonObject? Service);

/// <summary>
/// Servers list services by name; an application names its service as provider, or its language. The two are one thing
/// when the names are equal, whatever their case.
/// </summary>
internal static class Bindings
{
    /// <summary>Names by which an application says what it is built on.</summary>
    public static IReadOnlyList<string> ServicesOf(Record application) =>
        [.. new[] { application.Fields["provider"].Text(), application.Fields["language"].Text() }.OfType<string>().Where(name => name.Trim().Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The host's entry for a service that the application is built on.</summary>
    public static JsonObject? Match(Record server, Record application)
    {
        var names = ServicesOf(application);
        return Services(server).FirstOrDefault(service => names.Any(name => Same(name, service["name"].Text())));
    }

    /// <summary>The services of a host, each with the linked applications built on it and those that might be linked.</summary>
    public static IReadOnlyList<BoundService> OnHost(Record server, IReadOnlyList<Record> linked, IReadOnlyList<Record> candidates)
    {
        var ids = linked.Select(record => record.Id).ToHashSet();
        return [.. Services(server).Select(service => new BoundService(service,
            [.. linked.Where(application => BuiltOn(application, service))],
            [.. candidates.Where(application => !ids.Contains(application.Id) && BuiltOn(application, service))]))];
    }

    /// <summary>Hosts of an application with their matching service.</summary>
    public static IReadOnlyList<ServiceHost> Hosts(Record application, IEnumerable<Record> servers) =>
        [.. servers.Select(server => new ServiceHost(server, Match(server, application)))];

    private static bool BuiltOn(Record application, JsonObject service) =>
        ServicesOf(application).Any(name => Same(name, service["name"].Text()));

    private static IEnumerable<JsonObject> Services(Record server) => Edges.Items(server, "services");

    private static bool Same(string left, string? right) => string.Equals(left.Trim(), right?.Trim(), StringComparison.OrdinalIgnoreCase);
}
