using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A disk that servers attach.</summary>
public sealed class Volume : Kind
{
    public static readonly Field<string> VolumeName = new("name", new Text()) { Label = "Name", Help = "Name people know the volume by.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> Status = Parts.Status("status_volume_options.status");
    public static readonly Field<decimal> Size = new("size", new Number(above: 0)) { Help = "Size of the volume.", Unit = "GB", Expected = true, Indexed = true, InList = true };
    public static readonly Field<string> VolumeType = new("volume_type", new Text()) { Label = "Volume type", Help = "Storage class, such as gp3.", Indexed = true };
    public static readonly Field<decimal> Iops = new("iops", new Number(from: 0)) { Label = "IOPS", Help = "Input and output operations per second it was given.", InList = true };
    public static readonly Field<decimal> Throughput = new("throughput", new Number(from: 0)) { Help = "Throughput it was given.", Unit = "MB/s" };
    public static readonly Field<bool> Encrypted = new("encrypted", new Flag()) { Help = "Data is encrypted at rest.", Indexed = true };
    public static readonly Field<string> Environment = Parts.Environment with { Expected = false, InList = false };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "attached to", "has volume",
        new Field<string>("device", new Text()) { Help = "Device name on the server.", Mono = true },
        new Field<string>("mount", new Text(1000)) { Label = "Mount path", Help = "Where it is mounted.", Mono = true },
        Seen.Text("status", "Status", "State of the attachment."),
        Seen.At("attach_time", "Attached at", "When it was attached."),
        Seen.Flag("delete_on_termination", "Deleted with the server", "The disk goes when the server goes."))))
    { Label = "Attached to", Help = "Servers that use the volume.", Section = Sections.Relations, InList = true };
    public static readonly Field<string> Responsible = Parts.Responsible;
    public static readonly Field<object> Datacenters = Parts.Datacenters();
    public static readonly Field<string> UniqueId = Parts.UniqueId with { InList = true };
    public static readonly Field<decimal> MonthlyCost = Parts.MonthlyCost;
    public static readonly Field<object> Labels = Parts.Tags;

    public static readonly Field<string> RawStatus = Parts.RawStatus;
    public static readonly Field<string> KmsKeyId = Seen.Text("kms_key_id", "KMS key", "Key that encrypts it.");
    public static readonly Field<string> SnapshotId = Seen.Text("snapshot_id", "Snapshot ID", "Snapshot it was made from.");
    public static readonly Field<string> SourceVolumeId = Seen.Text("source_volume_id", "Source volume ID", "Volume it was copied from.");
    public static readonly Field<string> ImageId = Seen.Text("image_id", "Image ID", "Image it was made from.");
    public static readonly Field<string> ImageName = Seen.Text("image_name", "Image name", "Name of the image it was made from.");
    public static readonly Field<string> ContainerFormat = Seen.Text("container_format", "Container format", "Format of the image.");
    public static readonly Field<string> MigrationId = Seen.Text("migration_id", "Migration ID", "Migration it is part of.");
    public static readonly Field<string> ProjectId = Seen.Text("project_id", "Project ID", "Identifier of the project it belongs to.");
    public static readonly Field<string> FileSystem = Seen.Text("fftype", "File system", "File system on it.") with { ReadOnly = false };
    public static readonly Field<string> FileSystemLabel = Seen.Text("label", "File system label", "Label of the file system.");
    public static readonly Field<string> StorageAccountType = Seen.Text("storage_account_type", "Storage account type", "Azure storage class.");
    public static readonly Field<string> ResourceType = Seen.Text("type", "Resource type", "Sort of resource at the provider.");
    public static readonly Field<string> CreateOption = Seen.Text("create_option", "Create option", "How the disk was made.");
    public static readonly Field<bool> WriteAccelerator = Seen.Flag("write_accelerator_enabled", "Write accelerator", "Writes are accelerated.");
    public static readonly Field<bool> DeleteOnTermination = Seen.Flag("delete_on_termination", "Deleted with the server", "The disk goes when the server goes.");
    public static readonly Field<decimal> DiskIops = Seen.Number("disk_iops_read_write", "Disk IOPS", "Operations per second the disk allows.");
    public static readonly Field<decimal> DiskThroughput = Seen.Number("disk_mbps_read_write", "Disk throughput", "Throughput the disk allows.", "MB/s");
    public static readonly Field<string> ManagedBy = Seen.Text("managed_by", "Managed by", "Resource that holds the disk.");
    public static readonly Field<string> OsType = Seen.Text("os_type", "Operating system", "Operating system on the disk.");
    public static readonly Field<object> EncryptionSettings = Seen.Tree("encryption_settings", "Encryption settings", "How it is encrypted.");
    public static readonly Field<object> Vhd = Seen.Tree("vhd", "VHD", "Unmanaged disk file.");
    public static readonly Field<object> DiffDiskSettings = Seen.Tree("diff_disk_settings", "Ephemeral disk settings", "Settings of an ephemeral disk.");
    public static readonly Field<object> Attachments = Seen.Tree("attachments", "Attachments", "Attachments as the provider lists them.");
    public static readonly Field<object> DropletIds = Seen.List("droplet_ids", "Droplets", "Identifiers of the droplets that use it.");
    public static readonly Field<string> Host = Seen.Text("host", "Host", "Controller the disk hangs on.");
    public static readonly Field<string> Model = Seen.Text("model", "Model", "Model of the disk.");
    public static readonly Field<string> Serial = Seen.Text("serial", "Serial number", "Serial number of the disk.");
    public static readonly Field<object> Holders = Seen.List("holders", "Holders", "Devices built on the disk.");
    public static readonly Field<string> Sectors = Seen.Text("sectors", "Sectors", "Number of sectors.");
    public static readonly Field<string> SectorSize = Seen.Text("sectorsize", "Sector size", "Size of a sector.");
    public static readonly Field<string> SupportDiscard = Seen.Text("support_discard", "Discard", "Smallest block that can be discarded.");
    public static readonly Field<DateTimeOffset> ProviderCreatedAt = Parts.ProviderCreatedAt;
    public static readonly Field<object> Terraform = Parts.Terraform;
    public static readonly Field<object> Metas = Parts.Metas;

    public override string Name => "volume";
    public override string Plural => "volumes";
    public override string Label => "Volume";
    public override string LabelPlural => "Volumes";
    public override string Description => "A disk that servers attach.";
    public override string Icon => "volume";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 80;
    public override IReadOnlyList<NaturalKey> NaturalKeys => Application.ByName;
}
