using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Cloud Storage buckets, whose names are unique in the world.</summary>
internal sealed class GoogleBuckets() : StateResource("object-storage", "storage-object-list", ["google_storage_bucket"])
{
    protected override Draft Read(StateObject item)
    {
        var name = item.Text("name") ?? item.Id;
        return item.Draft("object-storage", $"gs://{name}")
            .Set("name", name)
            .Set("own", true)
            .Set("provider", "Google Cloud Storage")
            .Set("domain", $"{name}.storage.googleapis.com")
            .Set("role", new JsonObject()
                .Put("endpoint", $"https://storage.googleapis.com/{name}")
                .Put("location", item.Text("location"))
                .Put("versioning", item.First("versioning").Flag("enabled") switch { true => "Enabled", false => "Disabled", null => null }))
            .Set("datacenters", new JsonObject { ["provider"] = "Google CloudEngine" }.Put("region", item.Text("location")?.ToLowerInvariant()).Put("account", item.Text("project")))
            .Tagged(item.Labels("effective_labels", "labels"));
    }
}
