namespace Maestro.Modules.Kinds;

/// <summary>Rules about which traffic may enter and leave subnets.</summary>
public sealed class NetworkAcl : NetworkFamily
{
    public static readonly Field<object> Entries = Seen.Tree("entries", "Entries", "Rules, in the order they are tried.");
    public static readonly Field<object> Associations = Seen.Tree("associations", "Associations", "Subnets that use it.");

    public override string Name => "network-acl";
    public override string Plural => "network-acls";
    public override string Label => "Network ACL";
    public override string LabelPlural => "Network ACLs";
    public override string Description => "Rules about which traffic may enter and leave subnets.";
    public override string Family => "NetworkAcl";
}
