using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A cloud account, a hosting provider or a room of your own, where things run.</summary>
public sealed class Datacenter : Kind
{
    public static readonly Field<string> DatacenterName = new("name", new Text()) { Label = "Name", Help = "Name shown wherever something is placed.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<string> Provider = new("provider", new Choice("datacenter_options.provider", open: true)) { Help = "Who runs it: a provider from the list, or a name of your own.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<bool> OwnProvider = new("own_provider", new Flag()) { Label = "Own provider", Help = "The provider is not on the list, such as a room of your own." };
    public static readonly Field<object> Regions = new("regions", new ListOf(new Text())) { Help = "Regions in use, by their code.", Searchable = true, InList = true, Mono = true };
    public static readonly Field<object> Zones = new("zones", new ListOf(new Text())) { Help = "Availability zones, rooms or racks in use.", InList = true, Mono = true };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<string> Location = new("location", new Text(1000)) { Help = "Street address or place.", Searchable = true };
    public static readonly Field<object> Labels = Parts.Tags;
    public static readonly Field<object> Metas = Parts.Metas;

    public override string Name => "datacenter";
    public override string Plural => "datacenters";
    public override string Label => "Datacenter";
    public override string LabelPlural => "Datacenters";
    public override string Description => "A cloud account, a hosting provider or a room of your own, where things run.";
    public override string Icon => "datacenter";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 70;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("name", ["name"], KeyScope.Owner, 9)];
}
