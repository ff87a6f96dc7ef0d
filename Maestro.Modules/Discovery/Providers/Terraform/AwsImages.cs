using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Amazon machine images.</summary>
internal sealed class AwsImages() : StateResource("image", "images-list", ["aws_ami", "aws_ami_copy", "aws_ami_from_instance"])
{
    protected override Draft Read(StateObject item) => item.Draft("image", item.Id)
        .Set("name", item.Text("name") ?? item.Id)
        .Set("description", item.Text("description"))
        .Set("image_type", item.Text("image_type"))
        .Set("image_location", item.Text("image_location"))
        .Set("architecture", item.Text("architecture"))
        .Set("platform", item.Text("platform_details") ?? item.Text("platform"))
        .Set("hypervisor", item.Text("hypervisor"))
        .Set("root_device_name", item.Text("root_device_name"))
        .Set("kernel_id", item.Text("kernel_id"))
        .Set("ena_support", item.Flag("ena_support"))
        .Set("public", item.Flag("public"))
        .Set("owner_id", item.Text("owner_id"))
        .Set("storage", item.Blocks("ebs_block_device", "device_name", "volume_size", "volume_type", "iops", "snapshot_id", "encrypted", "delete_on_termination"))
        .Set("datacenters", item.AwsPlaces())
        .Tagged(item.AwsTags());
}
