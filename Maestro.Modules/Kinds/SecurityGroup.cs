using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Rules about which traffic may reach servers.</summary>
public sealed class SecurityGroup : NetworkFamily
{
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "guards", "guarded by"))) { Help = "Servers that it guards.", Section = Sections.Relations, InList = true };
    public static readonly Field<string> GroupName = Seen.Text("group_name", "Group name", "Name at the provider.");
    public static readonly Field<object> Inbound = Seen.Tree("ip_permissions", "Inbound rules", "Traffic that may come in.");
    public static readonly Field<object> Outbound = Seen.Tree("ip_permissions_egress", "Outbound rules", "Traffic that may go out.");

    public override string Name => "security-group";
    public override string Plural => "security-groups";
    public override string Label => "Security group";
    public override string LabelPlural => "Security groups";
    public override string Description => "Rules about which traffic may reach servers.";
    public override string Family => "SecurityGroup";
}
