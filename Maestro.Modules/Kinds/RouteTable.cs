namespace Maestro.Modules.Kinds;

/// <summary>Tells packets which way to go.</summary>
public sealed class RouteTable : NetworkFamily
{
    public static readonly Field<object> Routes = Seen.Tree("routes", "Routes", "Ways packets go.");
    public static readonly Field<object> Associations = Seen.Tree("associations", "Associations", "Subnets that use it.");
    public static readonly Field<object> PropagatingGateways = Seen.Tree("propagating_vgws", "Propagating gateways", "Gateways that add routes.");
    public static readonly Field<object> Subnets = Seen.Tree("subnets", "Subnets", "Subnets as the provider lists them.");
    public static readonly Field<bool> NoBgp = Seen.Flag("disable_bgp_route_propagation", "BGP off", "Routes learnt by BGP are not added.");

    public override string Name => "route-table";
    public override string Plural => "route-tables";
    public override string Label => "Route table";
    public override string LabelPlural => "Route tables";
    public override string Description => "Tells packets which way to go.";
    public override string Family => "RouteTable";
}
