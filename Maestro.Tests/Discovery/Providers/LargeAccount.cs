using System.Globalization;
using System.Net;
using System.Text;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>An account of many machines, a page at a time, in the words of each provider that has machines.</summary>
internal sealed class LargeAccount(string provider, int machines)
{
    /// <summary>Resource that lists the machines, its task, and how many of them a page holds.</summary>
    internal (string Resource, string Task, int PerPage) Listing => provider switch
    {
        "aws" => ("aws.ec2.instances", "server-list", 1000),
        "azure" => ("azure.virtual_machines", "server-list", 1000),
        "digitalocean" => ("digitalocean.droplets", "server-list", 200),
        "openstack" => ("openstack.servers", "server-list", 200),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "has no machines"),
    };

    /// <summary>The page that a call asks for, counted from 0; null where it asks for something else.</summary>
    internal int? PageOf(Ask ask) => provider switch
    {
        "aws" when ask.Parameters.GetValueOrDefault("Action") == "DescribeInstances" => Number(ask, "NextToken"),
        "azure" when ask.Path.EndsWith("/virtualMachines", StringComparison.Ordinal) && !ask.Parameters.ContainsKey("statusOnly") => Number(ask, "$skiptoken"),
        "digitalocean" when ask.Path == "/v2/droplets" => Number(ask, "page") is > 0 and var page ? page - 1 : 0,
        "openstack" when ask.Path == "/v2.1/servers/detail" => Number(ask, "marker"),
        _ => null,
    };

    /// <summary>A page, with the way to the next unless it is the last.</summary>
    internal Trouble Answer(int page)
    {
        var per = Listing.PerPage;
        var items = string.Join(provider == "aws" ? "" : ",", Enumerable.Range(page * per, Math.Min(per, machines - (page * per))).Select(Item));
        var more = (page + 1) * per < machines;
        var next = page + 1;
        return new(HttpStatusCode.OK, provider switch
        {
            "aws" => $"<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><reservationSet><item><ownerId>123456789012</ownerId><instancesSet>{items}</instancesSet></item></reservationSet>{(more ? Invariant($"<nextToken>{next}</nextToken>") : "")}</DescribeInstancesResponse>",
            "azure" => $"{{\"value\": [{items}]{(more ? Invariant($", \"nextLink\": \"{{server}}/subscriptions/00000000-1111-2222-3333-444444444444/providers/Microsoft.Compute/virtualMachines?api-version=2024-07-01&%24skiptoken={next}\"") : "")}}}",
            "digitalocean" => $"{{\"droplets\": [{items}], \"links\": {(more ? "{\"pages\": {\"next\": \"x\"}}" : "{}")}}}",
            _ => $"{{\"servers\": [{items}]{(more ? Invariant($", \"servers_links\": [{{\"href\": \"{{server}}/v2.1/servers/detail?limit=200&marker={next}\", \"rel\": \"next\"}}]") : "")}}}",
        });
    }

    private string Item(int at) => provider switch
    {
        "aws" => Invariant($"<item><instanceId>i-{at:x17}</instanceId><instanceState><code>16</code><name>running</name></instanceState><instanceType>m6g.large</instanceType><launchTime>2025-03-04T09:30:11.000Z</launchTime><placement><availabilityZone>us-east-1a</availabilityZone></placement><privateIpAddress>{Address(at)}</privateIpAddress><tagSet><item><key>Name</key><value>node-{at}</value></item></tagSet></item>"),
        "azure" => Invariant($$$$"""{"id": "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/big/providers/Microsoft.Compute/virtualMachines/node-{{{{at}}}}", "name": "node-{{{{at}}}}", "location": "westeurope", "properties": {"vmId": "0f47b100-583c-48e3-a4c0-{{{{at:x12}}}}", "hardwareProfile": {"vmSize": "Standard_D2s_v3"}, "storageProfile": {"osDisk": {"name": "os", "osType": "Linux"}} }}"""),
        "digitalocean" => Invariant($$$"""{"id": {{{at + 1}}}, "name": "node-{{{at}}}", "status": "active", "vcpus": 2, "memory": 4096, "region": {"slug": "ams3"}, "networks": {"v4": [{"ip_address": "{{{Address(at)}}}", "type": "private"}]}}"""),
        _ => Invariant($$$"""{"id": "9168b536-cd40-4630-b43f-{{{at:x12}}}", "name": "node-{{{at}}}", "status": "ACTIVE", "tenant_id": "6f70656e737461636b20342065766572", "addresses": {"private": [{"addr": "{{{Address(at)}}}", "version": 4, "OS-EXT-IPS:type": "fixed"}]}, "flavor": {"original_name": "m1.large", "vcpus": 4, "ram": 8192, "disk": 80}, "metadata": {}}"""),
    };

    private static string Address(int at) => Invariant($"10.{at / 62_500}.{at / 250 % 250}.{(at % 250) + 1}");

    private static int Number(Ask ask, string parameter) => int.TryParse(ask.Parameters.GetValueOrDefault(parameter), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
