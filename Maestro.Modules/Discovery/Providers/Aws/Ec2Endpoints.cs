using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>VPC endpoints.</summary>
internal sealed class Ec2Endpoints() : Ec2Resource("aws.ec2.vpc_endpoints", "endpoint", "network-list", "DescribeVpcEndpoints", "vpcEndpointSet", 1000)
{
    // The service says it in lower case now, and with a capital in its older documents.
    public override Draft? Translate(JsonElement item, Scope scope) => item.Text("state")?.ToLowerInvariant() is "deleted" or "deleting" or "rejected" or "expired" ? null
        : item.Ec2Network("endpoint", "vpcEndpointId", "vpc-endpoint", scope, item.Text("serviceName"))
            .Stated(item.Text("state"), Status.Resource)
            .Set("vpc_endpoint_type", item.Text("vpcEndpointType"))
            .Set("service_name", item.Text("serviceName"))
            .Set("policy_document", item.Text("policyDocument"))
            .Set("route_table_ids", item.Texts("routeTableIdSet").Order(StringComparer.Ordinal).List())
            .Set("subnet_ids", item.Texts("subnetIdSet").Order(StringComparer.Ordinal).List())
            .Set("network_interface_ids", item.Texts("networkInterfaceIdSet").Order(StringComparer.Ordinal).List())
            .Set("security_group_ids", item.Items("groupSet").Select(group => group.Text("groupId")).Order(StringComparer.Ordinal).List())
            .Set("groups", item.Items("groupSet").Renamed(("group_id", "groupId"), ("group_name", "groupName")))
            .Set("private_dns_enabled", item.Flag("privateDnsEnabled"))
            .Set("dns_entries", item.Items("dnsEntrySet").Renamed(("dns_name", "dnsName"), ("hosted_zone_id", "hostedZoneId")))
            .Set("provider_created_at", Drafts.Moment(item.Text("creationTimestamp")));
}
