using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Keeps files as objects in buckets.</summary>
public sealed class ObjectStorage : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        new Field<string>("domain", new Text()) { Help = "Domain its objects are read at.", Mono = true },
        Spec.ExtraConfig,
        Spec.Arn,
        Seen.Text("location", "Location", "Where the bucket lies."),
        Seen.Text("versioning", "Versioning", "Whether earlier versions are kept."),
        Seen.Tree("encryption", "Encryption", "How objects are encrypted."),
        Seen.Number("size_bytes", "Size in bytes", "Size, as last measured.", "B") with { Volatile = true },
        Seen.Number("object_count", "Objects", "Number of objects, as last counted."));
    public static readonly Field<object> Notified = new("notifies", new ListOf(new Ref("application", "notifies", "notified by"))) { Label = "Notifies", Help = "Functions, queues and topics that hear of new and removed objects.", Section = Sections.Relations };
    public static readonly Field<string> Domain = new("domain", new Text()) { Help = "Domain its objects are read at.", Searchable = true, Mono = true };

    public override string Name => "object-storage";
    public override string Plural => "object-storages";
    public override string Label => "Object storage";
    public override string LabelPlural => "Object storages";
    public override string Description => "Keeps files as objects in buckets.";
    public override int Order => 100;
    public override string Family => "ObjectStorage";
}
