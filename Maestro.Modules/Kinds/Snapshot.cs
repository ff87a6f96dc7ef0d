using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A copy of a volume or server at one moment.</summary>
public sealed class Snapshot : Kind
{
    public static readonly Field<string> SnapshotName = new("name", new Text()) { Label = "Name", Help = "Name people know the snapshot by.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<decimal> Size = new("size", new Number(from: 0)) { Help = "Size of the snapshot.", Unit = "GB", Expected = true, Indexed = true, InList = true };
    public static readonly Field<string> Status = Parts.Status("resource_options.status");
    public static readonly Field<object> Volume = new("volume", new Ref("volume", "snapshot of", "has snapshot")) { Help = "Volume it is a copy of.", Section = Sections.Relations };
    public static readonly Field<object> Server = new("server", new Ref("server", "snapshot of", "has snapshot")) { Help = "Server it is a copy of.", Section = Sections.Relations };
    public static readonly Field<string> VolumeId = new("volume_id", new Text(1000)) { Label = "Volume ID", Help = "Provider ID of the volume it is a copy of.", Section = Sections.Placement, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<decimal> VolumeSize = new("volume_size", new Number(from: 0)) { Label = "Volume size", Help = "Size of the volume it is a copy of.", Unit = "GB" };
    public static readonly Field<string> SnapshotId = new("snapshot_id", new Text(1000)) { Label = "Source snapshot ID", Help = "Snapshot it was copied from.", Section = Sections.Placement, Mono = true };
    public static readonly Field<string> Environment = Parts.Environment with { Expected = false, InList = false };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<object> Datacenters = Parts.Datacenters();
    public static readonly Field<string> UniqueId = Parts.UniqueId;
    public static readonly Field<decimal> MonthlyCost = Parts.MonthlyCost;
    public static readonly Field<object> Labels = Parts.Tags;

    public static readonly Field<string> RawStatus = Parts.RawStatus;
    public static readonly Field<string> Progress = Seen.Text("progress", "Progress", "How much of it is done.");
    public static readonly Field<string> StateMessage = Seen.Text("state_message", "Status message", "What the provider says about the status.");
    public static readonly Field<bool> Encrypted = Seen.Flag("encrypted", "Encrypted", "Data is encrypted at rest.");
    public static readonly Field<string> KmsKeyId = Seen.Text("kms_key_id", "KMS key", "Key that encrypts it.");
    public static readonly Field<string> DataKeyId = Seen.Text("data_encryption_key_id", "Data key ID", "Identifier of the data encryption key.");
    public static readonly Field<string> OwnerId = Seen.Text("owner_id", "Owner ID", "Account that owns it at the provider.");
    public static readonly Field<string> OwnerAlias = Seen.Text("owner_alias", "Owner alias", "Alias of the account that owns it.");
    public static readonly Field<DateTimeOffset> StartedAt = Seen.At("start_time", "Started at", "When it was started.");
    public static readonly Field<string> ProjectId = Seen.Text("project_id", "Project ID", "Identifier of the project it belongs to.");
    public static readonly Field<decimal> MinDiskSize = Seen.Number("min_disk_size", "Smallest disk", "Smallest disk it fits on.", "GB");
    public static readonly Field<bool> Public = Seen.Flag("public", "Public", "Open to everybody at the provider.");
    public static readonly Field<string> ResourceType = Seen.Text("type", "Resource type", "Sort of resource at the provider.");
    public static readonly Field<object> Regions = Seen.List("regions", "Regions", "Regions that hold a copy.");
    public static readonly Field<decimal> DiskIops = Seen.Number("disk_iops_read_write", "Disk IOPS", "Operations per second the disk allows.");
    public static readonly Field<decimal> DiskThroughput = Seen.Number("disk_mbps_read_write", "Disk throughput", "Throughput the disk allows.", "MB/s");
    public static readonly Field<string> OsType = Seen.Text("os_type", "Operating system", "Operating system on the disk.");
    public static readonly Field<object> EncryptionSettings = Seen.Tree("encryption_settings", "Encryption settings", "How it is encrypted.");
    public static readonly Field<string> ManagedBy = Seen.Text("managed_by", "Managed by", "Resource that holds the disk.");
    public static readonly Field<DateTimeOffset> ProviderCreatedAt = Parts.ProviderCreatedAt;
    public static readonly Field<object> Terraform = Parts.Terraform;
    public static readonly Field<object> Metas = Parts.Metas;

    public override string Name => "snapshot";
    public override string Plural => "snapshots";
    public override string Label => "Snapshot";
    public override string LabelPlural => "Snapshots";
    public override string Description => "A copy of a volume or server at one moment.";
    public override string Icon => "snapshot";
    public override KindGroup Group => KindGroup.More;
    public override int Order => 200;
    public override IReadOnlyList<NaturalKey> NaturalKeys => Application.ByName;
}
