using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Amazon machine images of the account.</summary>
internal sealed class Ec2Images() : Ec2Resource("aws.ec2.images", "image", "images-list", "DescribeImages", "imagesSet", 500)
{
    protected override IReadOnlyList<(string Name, string? Value)> Narrowed => [("Owner.1", "self")];

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var state = item.Text("imageState");
        if (state is "deregistered")
            return null;
        var disks = item.Items("blockDeviceMapping").Renamed(("device_name", "deviceName"), ("volume_size", "ebs.volumeSize"), ("volume_type", "ebs.volumeType"), ("iops", "ebs.iops"),
            ("snapshot_id", "ebs.snapshotId"), ("encrypted", "ebs.encrypted"), ("delete_on_termination", "ebs.deleteOnTermination"), ("virtual_name", "virtualName"));
        // An image has a name of its own, which outranks the tag.
        return item.Ec2("image", "imageId", "image", scope)
            .Set("name", item.Text("name") ?? item.Need("imageId"))
            .Stated(state, Status.Resource)
            .Set("size", item.Items("blockDeviceMapping").Sum(disk => disk.Positive("ebs.volumeSize") ?? 0) is > 0 and var size ? size : (decimal?)null)
            .Set("description", item.Text("description"))
            .Set("image_type", item.Text("imageType"))
            .Set("image_location", item.Text("imageLocation"))
            .Set("architecture", item.Text("architecture"))
            .Set("platform", item.Text("platformDetails") ?? item.Text("platform"))
            .Set("hypervisor", item.Text("hypervisor"))
            .Set("root_device_name", item.Text("rootDeviceName"))
            .Set("root_device_type", item.Text("rootDeviceType"))
            .Set("kernel_id", item.Text("kernelId"))
            .Set("ena_support", item.Flag("enaSupport"))
            .Set("public", item.Flag("isPublic"))
            .Set("product_codes", item.Items("productCodes").Renamed(("product_code", "productCode"), ("type", "type")))
            .Set("state_reason", item.At("stateReason")?.Renamed(("code", "code"), ("message", "message")))
            .Set("owner_id", item.Text("imageOwnerId"))
            .Set("storage", disks)
            .Set("provider_created_at", Drafts.Moment(item.Text("creationDate")));
    }
}
