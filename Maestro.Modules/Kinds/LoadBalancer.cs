using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Spreads requests over several targets.</summary>
public sealed class LoadBalancer : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.HealthCheck,
        Seen.Text("scheme", "Scheme", "Facing the internet or internal."),
        Seen.Text("type", "Type", "Sort of load balancer at the provider."),
        Spec.Arn,
        Seen.Text("vpc_id", "VPC ID", "Identifier of the virtual network it is in."),
        Seen.Text("ip", "IP address", "Address it listens on."),
        Seen.Text("vip_address", "Virtual IP", "Virtual address it listens on."),
        Seen.Text("ip_address_type", "IP address type", "IPv4, IPv6 or both."),
        Seen.Tree("listeners", "Listeners", "Ports and protocols it listens on."),
        Seen.Tree("target_groups", "Target groups", "Groups of targets and their health."),
        Seen.Tree("pools", "Pools", "Pools of members."),
        Seen.Text("algorithm", "Algorithm", "How it picks a target."),
        Seen.Tree("forwarding_rules", "Forwarding rules", "Which entry port leads to which target port."),
        Seen.Tree("health_check", "Health check settings", "How it checks its targets."),
        Seen.Tree("health_check_classic", "Classic health check", "Health check of a classic load balancer."),
        Seen.Tree("backend_server_descriptions", "Back ends", "Instance ports and policies of a classic load balancer."),
        Seen.Tree("sticky_sessions", "Sticky sessions", "How a client is kept at one target."),
        Seen.Flag("redirect_http_to_https", "Redirects to HTTPS", "Redirects plain HTTP to HTTPS."),
        Seen.List("droplet_ids", "Droplets", "Identifiers of the droplets behind it."),
        Seen.Text("canonical_hosted_zone", "Hosted zone", "Route 53 hosted zone of its DNS name."),
        Seen.Text("canonical_hosted_zone_name", "Hosted zone name", "Name of the hosted zone."),
        Seen.Text("canonical_hosted_zone_name_id", "Hosted zone name ID", "Identifier of the hosted zone's name."),
        Seen.Text("provisioning_status", "Provisioning status", "Whether a change is still under way."),
        Seen.Text("operating_status", "Operating status", "Whether it works."));
    public static readonly Field<object> Targets = new("targets", new ListOf(new Ref("application", "targets", "is targeted by", Parts.Protocol("deps_options.protocol", "deps_options.protocol_default"), Parts.Port))) { Help = "Applications that requests are sent to.", Section = "Targets", InList = true };
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "targets", "is targeted by", Parts.Protocol("deps_options.protocol", "deps_options.protocol_default"), Parts.Port))) { Label = "Target servers", Help = "Servers that requests are sent to.", Section = "Targets" };

    public override string Name => "load-balancer";
    public override string Plural => "load-balancers";
    public override string Label => "Load balancer";
    public override string LabelPlural => "Load balancers";
    public override string Description => "Spreads requests over several targets.";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 40;
    public override string Family => "Loadbalance";
}
