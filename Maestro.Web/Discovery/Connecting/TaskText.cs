using System.Globalization;

namespace Maestro.Web.Discovery.Connecting;

/// <summary>Words for tasks: what they look for.</summary>
internal static class TaskText
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["server-list"] = "Servers", ["loadbalance-list"] = "Load balancers", ["autoscaling-list"] = "Auto scaling", ["dbs-list"] = "Databases", ["storage-object-list"] = "Object storage",
        ["volumes-list"] = "Volumes", ["storage-list"] = "Storage", ["cdns-list"] = "CDN", ["brokers-list"] = "Queues and topics", ["smtp-list"] = "Mail", ["cache-list"] = "Caches",
        ["container-orchestration-list"] = "Container clusters", ["snapshot-list"] = "Snapshots", ["images-list"] = "Images", ["security-list"] = "Security groups", ["serverless-list"] = "Functions",
        ["serverless-support-list"] = "Function layers", ["search-list"] = "Search domains", ["dynamodb-list"] = "Tables", ["gateway-list"] = "API gateways", ["network-list"] = "Networks", ["flavor-list"] = "Flavors",
        ["autoscaling-support-list"] = "Scaling plans", ["dns-list"] = "DNS", ["nas-list"] = "File systems", ["repositories-list"] = "Image repositories", ["vpns-list"] = "VPN", ["applications-list"] = "Applications", ["records-list"] = "Other records", ["others-list"] = "Other records",
    };

    /// <summary>Every word, for the translators' test.</summary>
    internal static IEnumerable<string> All => Words.Values;

    /// <summary>What a task looks for; its own name, made readable, where nobody has named it.</summary>
    internal static string Of(string task) => Words.GetValueOrDefault(task) ?? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(task.Replace("-list", "", StringComparison.Ordinal).Replace('-', ' '));
}
