using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Web.Tools;

/// <summary>An estate of any size for measuring: servers with what a crawl knows of them, applications they run, volumes.</summary>
internal static class BenchEstate
{
    private static readonly string[] Dists = ["Ubuntu", "Debian", "Rocky", "Alpine", "Windows Server", "Amazon Linux"];
    private static readonly string[] Environments = ["Production", "Staging", "Development", "UAT"];
    private static readonly string[] Roles = ["Application", "Database", "Cache", "Monitoring", "Proxy", "Standard"];

    /// <summary>Drafts number <paramref name="from"/> and following of one source; every eighth is an application, every eighth a volume.</summary>
    internal static List<Draft> Drafts(int from, int count, int turn) => [.. Enumerable.Range(from, count).Select(number => (number % 8) switch
    {
        0 => Application(number, turn),
        1 => Volume(number, turn),
        _ => Server(number, turn),
    })];

    private static Draft Server(int number, int turn) => new("server")
    {
        ExternalId = Invariant($"i-{number:x12}"),
        Scope = "bench",
        Fields = new JsonObject
        {
            ["name"] = Invariant($"srv-{number % 7919:d4}-{number}"),
            ["hostname"] = Invariant($"srv-{number}.example.internal"),
            ["unique_id"] = Invariant($"i-{number:x12}"),
            ["ipv4_private"] = Invariant($"10.{number / 65536 % 256}.{number / 256 % 256}.{number % 256}"),
            ["status"] = number % 11 == 0 ? "Stopped" : "Active",
            ["environment"] = Environments[number % 13 == 0 ? 1 : number % 17 == 0 ? 2 : 0],
            ["role"] = Roles[number % Roles.Length],
            ["cpu"] = 1 << (number % 6),
            ["memory"] = (2 << (number % 7)) + turn,
            ["os"] = new JsonObject { ["base"] = number % 9 == 4 ? "Windows" : "Linux", ["dist"] = Dists[number % Dists.Length], ["version"] = Invariant($"{number % 12}.04") },
            ["datacenters"] = new JsonObject { ["region"] = Invariant($"region-{number % 20}"), ["zone"] = Invariant($"region-{number % 20}{(char)('a' + (number % 3))}"), ["instance"] = "m5.large", ["instance_id"] = Invariant($"i-{number:x12}") },
            ["storage"] = new JsonArray(new JsonObject { ["name"] = "/dev/sda", ["size"] = 50 + (number % 500) }, new JsonObject { ["name"] = "/dev/sdb", ["size"] = 500 }),
            ["services"] = new JsonArray(new JsonObject { ["name"] = "nginx", ["version"] = "1.24" }, new JsonObject { ["name"] = "PostgreSQL", ["version"] = "16" }),
            ["applications"] = new JsonArray(new JsonObject { ["external_id"] = Invariant($"app-{number / 8 * 8}") }),
            ["tags"] = new JsonObject { ["env"] = Environments[number % 4], ["team"] = Invariant($"team-{number % 50}"), ["cost-center"] = Invariant($"{1000 + (number % 300)}") },
        },
    };

    private static Draft Application(int number, int turn) => new("application")
    {
        ExternalId = Invariant($"app-{number}"),
        Scope = "bench",
        Fields = new JsonObject
        {
            ["name"] = Invariant($"app-{number}"),
            ["unique_id"] = Invariant($"app-{number}"),
            ["environment"] = Environments[number % 4],
            ["description"] = Invariant($"Service number {number}, turn {turn}"),
            ["tags"] = new JsonObject { ["env"] = Environments[number % 4] },
        },
    };

    private static Draft Volume(int number, int turn) => new("volume")
    {
        ExternalId = Invariant($"vol-{number}"),
        Scope = "bench",
        Fields = new JsonObject { ["name"] = Invariant($"vol-{number}"), ["unique_id"] = Invariant($"vol-{number}"), ["size"] = 100 + turn, ["status"] = "Active" },
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
