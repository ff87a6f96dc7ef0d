namespace Maestro.Modules.Kinds;

/// <summary>Translates names into addresses.</summary>
public sealed class Dns : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig,
        Seen.Flag("private", "Private zone", "Answers within a virtual network only."),
        Seen.Number("record_count", "Records", "Number of records in the zone."),
        Seen.List("name_servers", "Name servers", "Name servers of the zone."),
        Seen.Tree("records", "Zone records", "Records of the zone."));

    public override string Name => "dns";
    public override string Plural => "dns";
    public override string Label => "DNS";
    public override string LabelPlural => "DNS";
    public override string Description => "Translates names into addresses.";
    public override int Order => 100;
    public override string Family => "DNS";
}
