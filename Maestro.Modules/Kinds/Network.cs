using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A part of a network: a virtual network, a subnet, a firewall, an address.</summary>
public sealed class Network : Kind
{
    public static readonly Field<string> NetworkName = new("name", new Text()) { Label = "Name", Help = "Name people know it by.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> FamilyValue = new("family", new Choice("network_options.families")) { Help = "Which sort of network object it is.", Indexed = true, ReadOnly = true, InList = true };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<string> Status = Parts.Status("resource_options.status");
    public static readonly Field<string> Environment = Parts.Environment with { Expected = false };
    public static readonly Field<object> Vpc = new("vpc", new Ref("vpc", "belongs to", "contains")) { Label = "Virtual network", Help = "Virtual network it is part of.", Section = Sections.Relations };
    public static readonly Field<object> Subnet = new("subnet", new Ref("subnet", "is in", "holds")) { Help = "Subnet it is in.", Section = Sections.Relations };
    public static readonly Field<string> Responsible = Parts.Responsible;
    public static readonly Field<object> Datacenters = Parts.Datacenters();
    public static readonly Field<string> UniqueId = Parts.UniqueId;
    public static readonly Field<string> VpcId = new("vpc_id", new Text(1000)) { Label = "VPC ID", Help = "Provider ID of the virtual network it is part of.", Section = Sections.Network, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<string> SubnetId = new("subnet_id", new Text(1000)) { Label = "Subnet ID", Help = "Provider ID of the subnet it is in.", Section = Sections.Network, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<object> Labels = Parts.Tags;

    public static readonly Field<string> RawStatus = Parts.RawStatus;
    public static readonly Field<string> NetworkId = Seen.Text("network_id", "Network ID", "Identifier of the network it belongs to.");
    public static readonly Field<string> OwnerId = Seen.Text("owner_id", "Owner ID", "Account that owns it at the provider.");
    public static readonly Field<string> ProjectId = Seen.Text("project_id", "Project ID", "Identifier of the project it belongs to.");
    public static readonly Field<string> ResourceType = Seen.Text("type", "Resource type", "Sort of resource at the provider.");
    public static readonly Field<object> SubnetIds = Seen.List("subnet_ids", "Subnet IDs", "Identifiers of its subnets.");
    public static readonly Field<object> SecurityGroupIds = Seen.List("security_group_ids", "Security group IDs", "Identifiers of the security groups that guard it.");
    public static readonly Field<object> RouteTableIds = Seen.List("route_table_ids", "Route table IDs", "Identifiers of the route tables it uses.");
    public static readonly Field<object> NetworkInterfaceIds = Seen.List("network_interface_ids", "Network interface IDs", "Identifiers of its network interfaces.");
    public static readonly Field<bool> IsDefault = Seen.Flag("is_default", "Default", "Made by the provider as the default.");
    public static readonly Field<DateTimeOffset> DeleteTime = Seen.At("delete_time", "Deleted at", "When the provider deleted it.");
    public static readonly Field<DateTimeOffset> ProviderCreatedAt = Parts.ProviderCreatedAt;
    public static readonly Field<object> Terraform = Parts.Terraform;
    public static readonly Field<object> Metas = Parts.Metas;

    public override string Name => "network";
    public override string Plural => "networks";
    public override string Label => "Network";
    public override string LabelPlural => "Networks";
    public override string Description => "A part of a network: a virtual network, a subnet, a firewall, an address.";
    public override string Icon => "network";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 90;
    public override IReadOnlyList<NaturalKey> NaturalKeys => Application.ByName;
}
