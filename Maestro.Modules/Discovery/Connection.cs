using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Discovery;

/// <summary>
/// A line to an account at a provider, or to a folder of files, that is crawled. It acts as its owner. Its credentials are no field:
/// they are kept apart, encrypted, and never come back.
/// </summary>
public sealed class Connection : Kind
{
    public static readonly Field<string> ConnectionName = new("name", new Text()) { Label = "Name", Help = "Name shown beside everything it finds.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<string> Provider = new("provider", new Text(40)) { Help = "Where it looks: a cloud, or a sort of files.", Required = true, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<string> Method = new("method", new Text(40)) { Help = "How it signs in, or how it fetches files.", Required = true, Indexed = true, Mono = true };
    public static readonly Field<object> Datacenter = new("datacenter", new Ref("datacenter", "crawls", "is crawled by")) { Help = "Datacenter that everything it finds is in.", Section = Sections.Placement, InList = true };
    public static readonly Field<object> Regions = new("regions", new ListOf(new Text())) { Help = "Regions to crawl, by their code; all stands for every region of the account.", Section = Sections.Placement, InList = true, Mono = true };
    public static readonly Field<string> Endpoint = new("endpoint", new Url()) { Help = "Address to call in place of the provider's own: a private cloud, GovCloud, a gateway. Its path is kept.", Section = Sections.Placement };
    public static readonly Field<bool> Enabled = new("enabled", new Flag()) { Help = "Whether it is crawled at all.", Default = "true", Indexed = true, InList = true };
    public static readonly Field<object> Off = new("switched_off", new ListOf(new Text())) { Label = "Switched off", Help = "Tasks that are left out of every crawl.", Mono = true };
    public static readonly Field<object> Template = new("new_grants", new ListOf(new Group(
        new Field<string>("type", new Text(10)) { Help = "user or team." },
        new Field<string>("id", new Text(40)) { Label = "ID", Help = "The user or team.", Mono = true },
        new Field<string>("level", new Text(10)) { Help = "read, write or admin." })))
    { Label = "Grants for what it finds", Help = "Who may do what with records that it creates, beside its owner.", Section = Sections.Access };
    public static readonly Field<object> Labels = new("tags", new Tags()) { Help = "Labels of your own.", Section = Sections.Tags, Searchable = true };

    public override string Name => "connection";
    public override string Plural => "connections";
    public override string Label => "Connection";
    public override string LabelPlural => "Connections";
    public override string Description => "A line to an account at a provider, or to a folder of files, that is crawled.";
    public override string Icon => "connection";
    public override KindGroup Group => KindGroup.Discovery;
    public override int Order => 10;
    public override string WrittenBy => "Discovery";
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("name", ["name"], KeyScope.Owner, 9)];
}
