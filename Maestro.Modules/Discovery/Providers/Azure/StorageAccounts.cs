using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Storage accounts.</summary>
internal sealed class StorageAccounts() : AzureResource("azure.storage_accounts", "object-storage", "storage-object-list", "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list", AzureCall.StorageAccounts)
{
    protected override Draft Translate(JsonElement item)
    {
        var blob = item.Text("properties.primaryEndpoints.blob");
        return Arm.Service(item, "object-storage", "Azure Storage")
            .Stated(item.Text("properties.statusOfPrimary") ?? item.Text("properties.provisioningState"), Status.Resource)
            .Set("domain", Uri.TryCreate(blob, UriKind.Absolute, out var address) ? address.Host : null)
            .Set("role", new JsonObject()
                .Put("endpoint", blob)
                .Put("location", item.Text("location"))
                .Put("encryption", new JsonObject().Put("infrastructure_encryption", item.Flag("properties.encryption.requireInfrastructureEncryption")).Put("tls", item.Text("properties.minimumTlsVersion"))))
            .Set("metas", new JsonObject().Put("kind", item.Text("kind")).Put("sku", item.Text("sku.name")).Put("access_tier", item.Text("properties.accessTier")).Put("https_only", item.Flag("properties.supportsHttpsTrafficOnly")));
    }
}
