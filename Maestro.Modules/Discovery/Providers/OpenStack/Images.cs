using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Images of Glance: the project's own, and those that the cloud offers it.</summary>
internal sealed class Images() : StackResource("openstack.images", "image", "images-list", "https://docs.openstack.org/api-ref/image/v2/#list-images", StackCall.Images)
{
    public override Draft? Translate(JsonElement item, Scope scope) => item.Text("status") is "deleted" or "pending_delete" ? null : Stack.Object(item, "image", scope)
        .Stated(item.Text("status"), Status.Resource)
        .Set("size", Gigabytes(item.Positive("size")))
        .Set("image_type", item.Text("image_type") ?? item.Text("disk_format"))
        .Set("platform", item.Text("os_type"))
        .Set("os_type", item.Text("os_type"))
        .Set("distribution", item.Text("os_distro"))
        .Set("architecture", item.Text("architecture") ?? item.Text("hw_architecture"))
        .Set("hypervisor", item.Text("hypervisor_type"))
        .Set("public", item.Text("visibility") is { } visibility ? visibility == "public" : null)
        .Set("min_disk_size", item.Positive("min_disk"))
        .Set("min_memory", Drafts.Gigabytes(item.Positive("min_ram")))
        .Set("owner_id", item.Text("owner"))
        .Set("project_id", item.Text("owner"))
        .Set("metas", new JsonObject().Put("container_format", item.Text("container_format")).Put("os_version", item.Text("os_version")).Put("protected", item.Flag("protected")));

    private static decimal? Gigabytes(decimal? bytes) => bytes is { } some ? Math.Round(some / 1_073_741_824m, 2, MidpointRounding.AwayFromZero) : null;
}
