using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Domains whose zone DigitalOcean serves.</summary>
internal sealed class DigitalOceanDomains() : StateResource("dns", "dns-list", ["digitalocean_domain"], "digitalocean_record")
{
    protected override Draft Read(StateObject item) => item.OceanService("dns", "domain", "DNS (DigitalOcean)")
        .Set("role", new JsonObject().Put("private", false));
}
