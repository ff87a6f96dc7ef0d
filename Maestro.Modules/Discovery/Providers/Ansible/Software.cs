using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>
/// Software on a host: its Python, the services that run (service_facts) and packages the catalogue of services knows
/// (package_facts). A host has a thousand packages; all of them would bury the ten that matter.
/// </summary>
internal static class Software
{
    private const int Most = 500;

    // Package or unit, by the beginning of its name → name in the catalogue.
    private static readonly (string Begins, string Product)[] Products =
    [
        ("nginx", "Nginx"), ("httpd", "Apache HTTPD"), ("apache2", "Apache HTTPD"), ("haproxy", "Haproxy"), ("varnish", "Varnish"), ("squid", "Squid"), ("envoy", "Envoy"),
        ("tomcat", "Apache Tomcat"), ("postgresql", "PostgreSQL"), ("mysql-server", "Oracle MySQL"), ("mysql-community-server", "Oracle MySQL"), ("mysqld", "Oracle MySQL"), ("mysql", "Oracle MySQL"),
        ("mariadb", "MariaDB"), ("percona-server-server", "Percona"), ("mongod", "MongoDB"), ("redis", "Redis"), ("memcached", "Memcache"), ("cassandra", "Cassandra"), ("couchdb", "CouchDB"),
        ("elasticsearch", "ElasticSearch"), ("influxdb", "InfluxDB"), ("neo4j", "Neo4J"), ("rabbitmq-server", "RabbitMq"), ("kafka", "Kafka"), ("activemq", "ActiveMQ"), ("zookeeper", "Zookeeper"),
        ("docker", "Docker"), ("docker-ce", "Docker"), ("docker.io", "Docker"), ("kubelet", "Kubernetes"), ("etcd", "Etcd"), ("consul", "HashiCorp Consul"), ("vault", "HashiCorp Vault"),
        ("jenkins", "Jenkins"), ("gitlab-ce", "GitLab"), ("gitlab-ee", "GitLab"), ("grafana", "Grafana"), ("prometheus", "Prometheus"), ("zabbix", "Zabbix"), ("nagios", "Nagios"), ("telegraf", "Telegraf"),
        ("kibana", "Kibana"), ("logstash", "Logstash"), ("postfix", "Postfix"), ("exim4", "Exim"), ("sendmail", "Sendmail"), ("bind9", "Bind9"), ("named", "Bind9"), ("openvpn", "OpenVPN"),
        ("samba", "Samba"), ("smbd", "Samba"), ("nfs-kernel-server", "NFS"), ("nfs-server", "NFS"), ("rsyslog", "RSyslog"), ("nodejs", "NodeJS"), ("php-fpm", "PHP (PHP-FPM)"), ("puppet-agent", "Puppet"), ("salt-minion", "Salt"),
    ];

    internal static JsonArray? Of(Facts facts)
    {
        var found = new SortedDictionary<string, (string? Version, bool Runs)>(StringComparer.OrdinalIgnoreCase);
        if (facts.Text("python_version") is { } python)
            found["Python"] = (python, true);
        var packages = Packages(facts);
        foreach (var unit in Running(facts))
            found[Product(unit) ?? unit] = (Version(packages, unit), true);
        foreach (var (package, version) in packages)
        {
            if (Product(package) is { } product)
                found[product] = (found.GetValueOrDefault(product).Version ?? version, true);
        }

        return found.Count == 0 ? null : new JsonArray([.. found.Take(Most).Select(one => new JsonObject { ["name"] = one.Key }.Put("version", one.Value.Version).Put("status", "Active"))]);
    }

    private static IEnumerable<string> Running(Facts facts) => facts.Members("services")
        .Where(service => service.Value.ValueKind == JsonValueKind.Object && service.Value.Text("state") == "running")
        .Select(service => service.Name.EndsWith(".service", StringComparison.Ordinal) ? service.Name[..^8] : service.Name)
        .Where(name => name.Length is > 0 and <= 120 && !name.Contains('@') && !name.StartsWith("systemd-", StringComparison.Ordinal));

    private static SortedDictionary<string, string> Packages(Facts facts)
    {
        var packages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in facts.Members("packages"))
        {
            if (package.Value.ValueKind == JsonValueKind.Array && package.Value.EnumerateArray().Select(one => one.Text("version")).OfType<string>().LastOrDefault() is { } version)
                packages[package.Name] = version;
        }

        return packages;
    }

    // Exactly the name, or the name and a version: postgresql-15, but not postgresql-client.
    private static string? Product(string name) =>
        Products.FirstOrDefault(one => name.StartsWith(one.Begins, StringComparison.OrdinalIgnoreCase) && name[one.Begins.Length..].All(letter => char.IsAsciiDigit(letter) || letter is '-' or '.')).Product;

    private static string? Version(SortedDictionary<string, string> packages, string unit) =>
        packages.GetValueOrDefault(unit) ?? (Product(unit) is { } product ? packages.FirstOrDefault(package => Product(package.Key) == product).Value : null);
}
