namespace Maestro.Modules.Kinds;

/// <summary>Joins networks.</summary>
public sealed class Router : NetworkFamily
{
    public static readonly Field<object> Routes = Seen.Tree("routes", "Routes", "Ways packets go.");
    public static readonly Field<object> AllowList = Seen.Tree("allow_list", "Allow list", "Who may use it.");
    public static readonly Field<object> ExternalGateway = Seen.Tree("external_gateway_info", "External gateway", "Network it leads out to.");
    public static readonly Field<string> FlavorId = Seen.Text("flavor_id", "Flavor ID", "Size of the router.");
    public static readonly Field<object> ZoneHints = Seen.List("availability_zone_hints", "Zone hints", "Zones that were asked for.");
    public static readonly Field<bool> Ha = Seen.Flag("is_ha", "Highly available", "Made of several nodes.");

    public override string Name => "router";
    public override string Plural => "routers";
    public override string Label => "Router";
    public override string LabelPlural => "Routers";
    public override string Description => "Joins networks.";
    public override string Family => "Router";
}
