using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A region of a provider, with its zones.</summary>
public sealed class Region : Kind
{
    public static readonly Field<string> RegionName = new("name", new Text()) { Label = "Name", Help = "Place of the region, such as Frankfurt.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> Code = new("code", new Text()) { Help = "Name the provider's API uses, such as eu-central-1.", Required = true, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<string> Provider = new("provider", new Choice("datacenter_options.provider", open: true)) { Help = "Provider that the region belongs to.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<object> Zones = new("zones", new ListOf(new Text())) { Help = "Availability zones of the region.", InList = true, Mono = true };

    public override string Name => "region";
    public override string Plural => "regions";
    public override string Label => "Region";
    public override string LabelPlural => "Regions";
    public override string Description => "A region of a provider, with its zones.";
    public override string Icon => "region";
    public override KindGroup Group => KindGroup.Settings;
    public override int Order => 40;
    public override bool Shared => true;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("code", ["provider", "code"], KeyScope.Owner, 9)];
}
