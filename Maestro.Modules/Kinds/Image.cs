using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A template that servers are made from.</summary>
public sealed class Image : Kind
{
    public static readonly Field<string> ImageName = new("name", new Text()) { Label = "Name", Help = "Name people know the image by.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> Status = Parts.Status("resource_options.status");
    public static readonly Field<decimal> Size = new("size", new Number(from: 0)) { Help = "Size of the image.", Unit = "GB", Indexed = true, InList = true };
    public static readonly Field<string> ImageType = new("image_type", new Text()) { Label = "Image type", Help = "Sort of image, such as machine." };
    public static readonly Field<string> Platform = new("platform", new Text()) { Help = "Operating system it holds.", Indexed = true, Searchable = true };
    public static readonly Field<string> Distribution = new("distribution", new Choice("server_options.distribution", open: true)) { Help = "Distribution it holds.", Indexed = true, Searchable = true };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<string> Environment = Parts.Environment with { Expected = false, InList = false };
    public static readonly Field<object> Datacenters = Parts.Datacenters();
    public static readonly Field<string> UniqueId = Parts.UniqueId with { InList = true };
    public static readonly Field<object> Labels = Parts.Tags;

    public static readonly Field<string> RawStatus = Parts.RawStatus;
    public static readonly Field<string> Location = Seen.Text("image_location", "Image location", "Where the image lies.");
    public static readonly Field<string> Architecture = Seen.Text("architecture", "Architecture", "Processor architecture.");
    public static readonly Field<string> Hypervisor = Seen.Text("hypervisor", "Hypervisor", "Software that runs the virtual machine.");
    public static readonly Field<string> RootDeviceType = Seen.Text("root_device_type", "Root device type", "Where the boot disk lives.");
    public static readonly Field<string> RootDeviceName = Seen.Text("root_device_name", "Root device name", "Device name of the boot disk.");
    public static readonly Field<string> KernelId = Seen.Text("kernel_id", "Kernel ID", "Kernel it starts with.");
    public static readonly Field<bool> EnaSupport = Seen.Flag("ena_support", "Enhanced networking", "Supports enhanced networking.");
    public static readonly Field<object> ProductCodes = Seen.Tree("product_codes", "Product codes", "Product codes of the marketplace.");
    public static readonly Field<object> StateReason = Seen.Tree("state_reason", "Reason of the state", "Why it is in its state.");
    public static readonly Field<bool> Public = Seen.Flag("public", "Public", "Open to everybody at the provider.");
    public static readonly Field<string> Slug = Seen.Text("slug", "Slug", "Short name at the provider.");
    public static readonly Field<string> ResourceType = Seen.Text("type", "Resource type", "Sort of resource at the provider.");
    public static readonly Field<string> Region = Seen.Text("region", "Region", "Region that holds it.");
    public static readonly Field<object> Regions = Seen.List("regions", "Regions", "Regions that hold a copy.");
    public static readonly Field<decimal> MinDiskSize = Seen.Number("min_disk_size", "Smallest disk", "Smallest disk it fits on.", "GB");
    public static readonly Field<decimal> MinMemory = Seen.Number("min_memory", "Smallest memory", "Least memory it needs.", "GB");
    public static readonly Field<object> Storage = Seen.Tree("storage", "Disks", "Disks that a server made from it gets.");
    public static readonly Field<string> Progress = Seen.Text("progress", "Progress", "How much of it is done.");
    public static readonly Field<string> OwnerId = Seen.Text("owner_id", "Owner ID", "Account that owns it at the provider.");
    public static readonly Field<string> ProjectId = Seen.Text("project_id", "Project ID", "Identifier of the project it belongs to.");
    public static readonly Field<string> OsType = Seen.Text("os_type", "Operating system", "Operating system on the disk.");
    public static readonly Field<DateTimeOffset> ProviderCreatedAt = Parts.ProviderCreatedAt;
    public static readonly Field<object> Terraform = Parts.Terraform;
    public static readonly Field<object> Metas = Parts.Metas;

    public override string Name => "image";
    public override string Plural => "images";
    public override string Label => "Image";
    public override string LabelPlural => "Images";
    public override string Description => "A template that servers are made from.";
    public override string Icon => "image";
    public override KindGroup Group => KindGroup.More;
    public override int Order => 210;
    public override IReadOnlyList<NaturalKey> NaturalKeys => Application.ByName;
}
