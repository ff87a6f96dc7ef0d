using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Rules about which traffic may reach what it guards.</summary>
public sealed class Firewall : NetworkFamily
{
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "guards", "guarded by"))) { Help = "Servers that it guards.", Section = Sections.Relations, InList = true };
    public static readonly Field<object> Inbound = Seen.Tree("inbound_rules", "Inbound rules", "Traffic that may come in.");
    public static readonly Field<object> Outbound = Seen.Tree("outbound_rules", "Outbound rules", "Traffic that may go out.");
    public static readonly Field<object> Pending = Seen.Tree("pending_changes", "Pending changes", "Changes that wait to be applied.");
    public static readonly Field<object> DropletIds = Seen.List("droplet_ids", "Droplets", "Identifiers of the droplets it guards.");

    public override string Name => "firewall";
    public override string Plural => "firewalls";
    public override string Label => "Firewall";
    public override string LabelPlural => "Firewalls";
    public override string Description => "Rules about which traffic may reach what it guards.";
    public override string Family => "Firewall";
}
