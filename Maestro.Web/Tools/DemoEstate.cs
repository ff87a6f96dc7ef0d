using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Web.Tools;

/// <summary>Who and what the demo company is: clients, systems, applications and what they depend on.</summary>
internal static class DemoEstate
{
    internal sealed record Place(string Name, string Provider, string[] Regions, string[] Zones, string[] Sizes);

    internal sealed record App(string Name, string Kind, string System, string Provider, string Language, string[] Needs, string Environment = "Production");

    internal static readonly Place[] Places =
    [
        new("AWS production", "AWS", ["us-east-1"], ["us-east-1a", "us-east-1b", "us-east-1c"], ["m5.xlarge", "r5.4xlarge"]),
        new("Azure Europe", "Azure", ["westeurope"], ["Zone 1", "Zone 2"], ["Standard_D4_v3", "Standard_D16_v3"]),
        new("OpenStack DC1", "OpenStack", ["dc1"], ["nova"], ["g1.large", "g1.4xlarge"]),
        new("DigitalOcean labs", "Digital Ocean", ["fra1", "nyc3"], [], ["s-4vcpu-16gb", "g-16vcpu-64gb"]),
    ];

    internal static readonly (string Name, string About, string Contact)[] Clients =
    [
        ("Acme Retail", "Online and high-street retail, 40 shops", "retail-it@acme.example"),
        ("Northwind Bank", "Payments and cards for regional banks", "platform@northwind.example"),
        ("Internal IT", "What the company runs for itself", "it@acme.example"),
    ];

    internal static readonly (string Name, string Client, string Url, string About)[] Systems =
    [
        ("Storefront", "Acme Retail", "https://shop.acme.example", "Browsing, cart and checkout"),
        ("Orders", "Acme Retail", "https://orders.acme.example", "From checkout to delivery"),
        ("Loyalty", "Acme Retail", "https://loyalty.acme.example", "Points and vouchers"),
        ("Payments", "Northwind Bank", "https://pay.northwind.example", "Card and account payments"),
        ("Fraud watch", "Northwind Bank", "https://fraud.northwind.example", "Scoring of transactions"),
        ("Data platform", "Internal IT", "https://data.acme.example", "Events, warehouse and reports"),
        ("Delivery pipeline", "Internal IT", "https://ci.acme.example", "Build, test and deploy"),
        ("Office", "Internal IT", "https://intranet.acme.example", "Mail, files and sign-in"),
    ];

    internal static readonly App[] Apps =
    [
        new("shop-lb", "load-balancer", "Storefront", "ELB (AWS)", "", ["storefront", "checkout"]),
        new("edge-cdn", "cdn", "Storefront", "CloudFront (AWS)", "", ["shop-lb", "media-store"]),
        new("storefront", "application", "Storefront", "", "NodeJS", ["catalog", "session-cache", "search", "auth"]),
        new("checkout", "application", "Storefront", "", "OpenJDK (Java)", ["payments-api", "orders-api", "session-cache", "events"]),
        new("catalog", "application", "Storefront", "", "Go", ["catalog-db", "media-store"]),
        new("search", "application", "Storefront", "", "OpenJDK (Java)", ["catalog-db"]),
        new("session-cache", "cache", "Storefront", "Redis", "", []),
        new("catalog-db", "database", "Storefront", "PostgreSQL", "", []),
        new("media-store", "object-storage", "Storefront", "S3 (AWS)", "", []),
        new("orders-api", "application", "Orders", "", "OpenJDK (Java)", ["orders-db", "events", "auth"]),
        new("orders-db", "database", "Orders", "PostgreSQL", "", []),
        new("fulfilment", "application", "Orders", "", "Go", ["events", "orders-api", "warehouse-erp"]),
        new("billing-jobs", "application", "Orders", "", "Python", ["orders-db", "mail-relay"]),
        new("warehouse-erp", "corporate", "Orders", "SAP", "", ["erp-db"]),
        new("erp-db", "database", "Orders", "Oracle Database", "", []),
        new("loyalty-api", "application", "Loyalty", "", "Ruby", ["loyalty-db", "events", "auth"]),
        new("loyalty-db", "database", "Loyalty", "MySQL Server", "", []),
        new("voucher-fn", "serverless", "Loyalty", "Lambda (AWS)", "", ["loyalty-api"]),
        new("pay-gateway", "api-gateway", "Payments", "Kong", "", ["payments-api"]),
        new("payments-api", "application", "Payments", "", "OpenJDK (Java)", ["ledger-db", "events", "fraud-score", "auth"]),
        new("ledger-db", "database", "Payments", "PostgreSQL", "", []),
        new("settlement", "application", "Payments", "", "OpenJDK (Java)", ["ledger-db", "mail-relay"]),
        new("fraud-score", "application", "Fraud watch", "", "Python", ["feature-cache", "events", "fraud-db"]),
        new("fraud-model", "machine-learning", "Fraud watch", "TensorFlow", "", ["fraud-score"]),
        new("feature-cache", "cache", "Fraud watch", "Redis", "", []),
        new("fraud-db", "database", "Fraud watch", "Cassandra", "", []),
        new("events", "broker", "Data platform", "Apache Kafka", "", ["ingest"]),
        new("ingest", "application", "Data platform", "", "Scala", ["lake", "warehouse-db"]),
        new("warehouse-db", "database", "Data platform", "ClickHouse", "", []),
        new("lake", "object-storage", "Data platform", "Ceph", "", []),
        new("reports", "application", "Data platform", "", "Python", ["warehouse-db", "auth"]),
        new("prometheus", "monitor", "Data platform", "Prometheus", "", ["logs"]),
        new("logs", "logs", "Data platform", "ELK", "", []),
        new("gitlab", "repository", "Delivery pipeline", "GitLab", "", ["gitlab-db", "auth"]),
        new("gitlab-db", "database", "Delivery pipeline", "PostgreSQL", "", []),
        new("ci", "ci-cd", "Delivery pipeline", "Jenkins", "", ["gitlab", "registry"]),
        new("registry", "object-storage", "Delivery pipeline", "MinIO", "", []),
        new("k8s-apps", "container-orchestration", "Delivery pipeline", "Kubernetes", "", ["registry"]),
        new("auth", "auth", "Office", "Keycloak", "", ["auth-db"]),
        new("auth-db", "database", "Office", "PostgreSQL", "", []),
        new("mail-relay", "smtp", "Office", "Postfix", "", []),
        new("files", "nas", "Office", "NetApp", "", []),
        new("vpn", "vpn", "Office", "OpenVPN", "", ["auth"]),
    ];

    /// <summary>Servers: which application runs how often, where, and on what.</summary>
    internal sealed record Machine(int Number, string Name, string App, int Place, string Service, int Cpu, int Memory, string Dist, string Version);

    internal static IEnumerable<Machine> Machines()
    {
        var number = 0;
        foreach (var app in Apps.Where(app => app.Kind is not ("cdn" or "serverless" or "load-balancer") && app.Provider is not ("S3 (AWS)")))
        {
            var count = app.Kind switch { "database" => 3, "broker" => 5, "application" => 4, "container-orchestration" => 8, _ => 2 };
            var place = app.System switch { "Payments" or "Fraud watch" => 1, "Data platform" or "Office" => 2, "Delivery pipeline" => 3, _ => 0 };
            for (var at = 1; at <= count && number < 124; at++)
            {
                var big = app.Kind is "database" or "broker";
                var (dist, version) = (number % 7) switch { 0 or 1 or 2 => ("Debian", "12.8"), 3 or 4 => ("Ubuntu", "24.04"), 5 => ("Rocky", "9.4"), _ => ("Ubuntu", "22.04") };
                yield return new(number++, FormattableString.Invariant($"{app.Name}-{at:d2}"), app.Name, place, app.Provider.Length > 0 ? app.Provider : app.Language, big ? 16 : 4, big ? 64 : 16, dist, version);
            }
        }
    }

    /// <summary>What a machine's address is, within its place.</summary>
    internal static string Address(Machine machine) => FormattableString.Invariant($"10.{12 + (machine.Place * 20)}.{machine.Number / 60}.{10 + (machine.Number % 60)}");

    internal static string Id(Machine machine) => FormattableString.Invariant($"i-0{machine.Number * 7919 + 4096:x12}");

    internal static JsonObject Tags(params (string Key, string Value)[] tags)
    {
        var json = new JsonObject();
        foreach (var (key, value) in tags)
            json[key] = value;
        return json;
    }

    /// <summary>What Terraform's state says of a machine on a day.</summary>
    internal static Draft Terraform(Machine machine, int day)
    {
        var place = Places[machine.Place];
        return new Draft("server")
        {
            ExternalId = Id(machine),
            Scope = "all",
            Fields = new JsonObject
            {
                ["name"] = machine.Name,
                ["unique_id"] = Id(machine),
                ["ipv4_private"] = Address(machine),
                ["status"] = machine.Number % 29 == 28 && day > -20 ? "Stopped" : "Active",
                ["environment"] = machine.Place == 3 && machine.Number % 2 == 0 ? "Development" : machine.Number % 9 == 8 ? "Staging" : "Production",
                ["cpu"] = machine.Cpu,
                ["memory"] = machine.Number % 11 == 3 && day > -30 ? machine.Memory * 2 : machine.Memory,
                ["datacenters"] = new JsonObject
                {
                    ["region"] = place.Regions[machine.Number % place.Regions.Length],
                    ["zone"] = place.Zones.Length > 0 ? place.Zones[machine.Number % place.Zones.Length] : null,
                    ["instance"] = machine.Cpu > 8 ? place.Sizes[1] : place.Sizes[0],
                    ["instance_id"] = Id(machine),
                },
                ["storage"] = new JsonArray(
                    new JsonObject { ["name"] = "/dev/xvda", ["size"] = 50, ["mount"] = "/", ["ftype"] = "ext4" },
                    new JsonObject { ["name"] = "/dev/xvdb", ["size"] = machine.Memory * 30, ["mount"] = "/var/lib/data", ["ftype"] = "xfs" }),
                ["tags"] = Tags(("cost-center", FormattableString.Invariant($"{4400 + (machine.Number % 9)}")), ("backup", machine.Cpu > 8 ? "daily" : "weekly")),
            },
        };
    }

    /// <summary>What the cloud itself lists on a day: mostly what Terraform declares, but people turn knobs by hand, and make things that nobody declares.</summary>
    internal static IEnumerable<Draft> Listed(IReadOnlyList<Machine> machines, int place, int day)
    {
        foreach (var machine in machines.Where(machine => !(machine.Number % 19 == 7 && day > -2)))
        {
            var draft = Terraform(machine, day);
            draft.Fields.Remove("storage");
            draft.Fields.Remove("environment");
            if (machine.Number % 13 == 5)
                draft.Fields["datacenters"]!["instance"] = machine.Cpu > 8 ? Places[place].Sizes[0] : Places[place].Sizes[1];
            if (machine.Number % 17 == 2)
                draft.Fields["tags"] = Tags(("cost-center", "9999"), ("backup", "none"));
            yield return draft;
        }

        string[] extra = place == 0 ? ["bastion-old", "loadtest-7f3a", "loadtest-91bc", "eks-node-spot"] : ["vm-migration-tmp", "jumpbox"];
        foreach (var (name, at) in extra.Select((name, at) => (name, at)))
        {
            var draft = Terraform(new Machine(900 + (place * 20) + at, name, "", place, "", 4, 16, "", ""), day);
            draft.Fields.Remove("storage");
            draft.Fields.Remove("environment");
            yield return draft;
        }
    }

    /// <summary>Machines that somebody typed in, and that no source has ever named.</summary>
    internal static IEnumerable<(string Name, string Address, string Note, int Place)> Strays() =>
    [
        ("legacy-fax-gw", "10.12.9.7", "From the spreadsheet of 2019. Does anybody still send faxes?", 0),
        ("build-mac-mini", "10.72.9.12", "Under the desk in the old office.", 3),
        ("oracle-standby-old", "10.52.9.40", "Replaced by erp-db-03, never switched off?", 2),
    ];

    /// <summary>What facts gathered on a machine say.</summary>
    internal static Draft Facts(Machine machine, int day) => new("server")
    {
        ExternalId = machine.Name,
        Fields = new JsonObject
        {
            ["hostname"] = $"{machine.Name}.acme.internal",
            ["ipv4_private"] = Address(machine),
            ["memory"] = machine.Number % 11 == 3 && day > -30 ? machine.Memory * 2 : machine.Memory,
            ["os"] = new JsonObject { ["base"] = "Linux", ["dist"] = machine.Dist, ["version"] = machine.Dist == "Debian" && day < -40 ? "12.7" : machine.Version },
            ["services"] = new JsonArray(new JsonObject { ["name"] = machine.Service, ["version"] = FormattableString.Invariant($"{10 + (machine.Number % 7)}.{day / -30}"), ["status"] = "Active" }),
        },
    };

    /// <summary>What the ERP team says of its Oracle database.</summary>
    internal static JsonObject Oracle() => new()
    {
        ["modal"] = "oracle",
        ["type"] = "Application",
        ["cluster"] = "RAC",
        ["storage_types"] = "ASM",
        ["crs_version"] = "19.24.0.0.0",
        ["dataguard"] = "Primary",
        ["pdbs"] = new JsonArray(new JsonObject { ["name"] = "ERPCDB" }, new JsonObject { ["name"] = "ERPPROD" }, new JsonObject { ["name"] = "ERPREPORT" }),
        ["replication"] = "Data Guard, maximum availability, to erp-db-03.",
        ["backup"] = "RMAN: level 0 on Sundays, level 1 every night at 01:30, archive logs every hour; kept 35 days.",
        ["role"] = new JsonObject { ["version"] = "19.24", ["patch"] = "19.24.0.0.240716", ["port"] = 1521, ["sga"] = "24 GB", ["pga"] = "8 GB", ["unique"] = "ERPP1", ["dns"] = "erp-scan.acme.internal" },
    };

    /// <summary>The members of that database, one on each of its servers.</summary>
    internal static JsonArray OracleNodes(IReadOnlyList<Guid> servers) => [.. servers.Select((server, at) => new JsonObject
    {
        ["name"] = at < 2 ? FormattableString.Invariant($"ERPP{at + 1}") : "ERPS1",
        ["server"] = new JsonObject { ["id"] = server.ToString() },
        ["role"] = at < 2 ? "Primary" : "Physical StandBy",
        ["storage"] = at < 2 ? "+DATA, +FRA" : "+SDATA",
        ["version"] = "19.24",
        ["replication"] = at < 2 ? "Ships redo to ERPS1, synchronously." : "Applies redo in real time.",
        ["backup"] = at == 0 ? "RMAN runs here." : at == 1 ? "Takes the backup over when ERPP1 is down." : "Not backed up.",
    })];
}
