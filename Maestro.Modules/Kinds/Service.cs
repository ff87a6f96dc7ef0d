using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A product in the catalogue: what applications are built on and servers have installed.</summary>
public sealed class Service : Kind
{
    public static readonly Field<string> ServiceName = new("name", new Text()) { Label = "Name", Help = "Name of the product.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<object> Families = new("families", new ListOf(new Choice("application_options.families", open: true))) { Help = "Families of applications whose forms offer it. MySql and Oracle steer the forms of databases.", Searchable = true, InList = true };
    public static readonly Field<bool> ThirdParty = new("third_party", new Flag()) { Label = "Third party", Help = "Run by somebody else, such as a cloud, rather than on servers of your own.", Indexed = true, InList = true };
    public static readonly Field<object> Labels = new("tags", new ListOf(new Text())) { Help = "Words to find it by.", Section = Sections.Tags, Searchable = true, InList = true };

    public override string Name => "service";
    public override string Plural => "services";
    public override string Label => "Service";
    public override string LabelPlural => "Services";
    public override string Description => "A product in the catalogue: what applications are built on and servers have installed.";
    public override string Icon => "service";
    public override KindGroup Group => KindGroup.Settings;
    public override int Order => 10;
    public override bool Shared => true;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("name", ["name"], KeyScope.Owner, 9)];
}
