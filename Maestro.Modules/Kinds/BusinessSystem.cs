using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A set of applications that together serve a purpose.</summary>
public sealed class BusinessSystem : Kind
{
    public static readonly Field<string> SystemName = new("name", new Text()) { Label = "Name", Help = "Name people know the system by.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<object> Clients = new("clients", new ListOf(new Ref("client", "belongs to", "contains"))) { Help = "Whom the system is run for.", Section = Sections.Relations, InList = true };
    public static readonly Field<object> Entries = new("entry", new ListOf(new Ref("application", "enters at", "entry of",
        new Field<string>("endpoint", new Choice("system_options.check", open: true)) { Label = "Kind", Help = "How the entry is reached." })))
    { Label = "Entry points", Help = "Applications that requests reach first. Architecture maps start here.", Section = Sections.Relations };
    public static readonly Field<object> Links = new("links", new ListOf(new Group(
        new Field<string>("kind", new Choice("system_options.check", open: true)) { Help = "What the link leads to." },
        new Field<string>("url", new Url()) { Label = "URL", Help = "Address of the page.", Required = true, Mono = true },
        new Field<string>("note", new Text()) { Help = "What one finds there." })))
    { Help = "Useful links: consoles, documents, dashboards.", Section = Sections.Relations };
    public static readonly Field<object> Labels = Parts.Tags;

    public override string Name => "system";
    public override string Plural => "systems";
    public override string Label => "System";
    public override string LabelPlural => "Systems";
    public override string Description => "A set of applications that together serve a purpose.";
    public override string Icon => "system";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 50;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("name", ["name"], KeyScope.Owner, 9)];
}
