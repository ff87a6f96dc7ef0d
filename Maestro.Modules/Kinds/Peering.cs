using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A direct connection between two virtual networks.</summary>
public sealed class Peering : NetworkFamily
{
    public static readonly Field<object> Peers = new("peers", new ListOf(new Ref("vpc", "connects", "connected by"))) { Label = "Virtual networks", Help = "Virtual networks that it connects.", Section = Sections.Relations, InList = true };
    public static readonly Field<object> Accepter = Seen.Tree("accepter_vpc_info", "Accepting side", "Network that accepted.");
    public static readonly Field<object> Requester = Seen.Tree("requester_vpc_info", "Requesting side", "Network that asked.");
    public static readonly Field<DateTimeOffset> Expires = Seen.At("expiration_time", "Expires at", "When the request expires.");

    public override string Name => "peering";
    public override string Plural => "peerings";
    public override string Label => "Peering";
    public override string LabelPlural => "Peerings";
    public override string Description => "A direct connection between two virtual networks.";
    public override string Family => "Peering";
}
