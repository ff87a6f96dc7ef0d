using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Spaces buckets.</summary>
internal sealed class DigitalOceanSpaces() : StateResource("object-storage", "storage-object-list", ["digitalocean_spaces_bucket"])
{
    protected override Draft Read(StateObject item) => item.OceanService("object-storage", "space", "Spaces (DigitalOcean)")
        .Set("domain", item.Text("bucket_domain_name"))
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("bucket_domain_name") ?? item.Text("endpoint"))
            .Put("location", item.Text("region"))
            .Put("versioning", item.First("versioning").Flag("enabled") switch { true => "Enabled", false => "Disabled", null => null }));
}
