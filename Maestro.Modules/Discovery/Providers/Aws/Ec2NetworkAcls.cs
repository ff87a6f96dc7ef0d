using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Network access control lists.</summary>
internal sealed class Ec2NetworkAcls() : Ec2Resource("aws.ec2.network_acls", "network-acl", "network-list", "DescribeNetworkAcls", "networkAclSet", 500)
{
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2Network("network-acl", "networkAclId", "network-acl", scope)
        .Set("is_default", item.Flag("default"))
        .Set("entries", item.Items("entrySet").Renamed(("rule_number", "ruleNumber"), ("protocol", "protocol"), ("rule_action", "ruleAction"), ("egress", "egress"),
            ("cidr_block", "cidrBlock"), ("ipv6_cidr_block", "ipv6CidrBlock"), ("from_port", "portRange.from"), ("to_port", "portRange.to")))
        .Set("associations", item.Items("associationSet").Renamed(("association_id", "networkAclAssociationId"), ("subnet_id", "subnetId")))
        .Set("subnet_ids", item.Items("associationSet").Select(one => one.Text("subnetId")).Order(StringComparer.Ordinal).List());
}
