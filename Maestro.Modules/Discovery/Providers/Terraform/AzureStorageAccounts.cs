using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure storage accounts. Their keys stand in the state and are never read.</summary>
internal sealed class AzureStorageAccounts() : StateResource("object-storage", "storage-object-list", ["azurerm_storage_account"], "azurerm_storage_container")
{
    protected override Draft Read(StateObject item) => item.AzureService("object-storage", "Azure Storage")
        .Set("domain", item.Text("primary_blob_host"))
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("primary_blob_endpoint"))
            .Put("location", item.Text("location"))
            .Put("versioning", item.First("blob_properties").Flag("versioning_enabled") switch { true => "Enabled", false => "Disabled", null => null })
            .Put("encryption", new JsonObject().Put("infrastructure_encryption", item.Flag("infrastructure_encryption_enabled")).Put("tls", item.Text("min_tls_version"))));
}
