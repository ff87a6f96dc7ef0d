using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure load balancers.</summary>
internal sealed class AzureLoadBalancers() : StateResource("load-balancer", "loadbalance-list", ["azurerm_lb"], "azurerm_lb_rule", "azurerm_lb_probe", "azurerm_lb_backend_address_pool", "azurerm_network_interface_backend_address_pool_association")
{
    protected override Draft Read(StateObject item)
    {
        var front = item.First("frontend_ip_configuration");
        var open = item.State.Where("azurerm_public_ip", "id", front.Text("public_ip_address_id")).Select(address => address.Text("ip_address")).FirstOrDefault();
        return item.AzureService("load-balancer", "LB (Azure)")
            .Set("role", new JsonObject()
                .Put("ip", open ?? front.Text("private_ip_address") ?? item.Text("private_ip_address"))
                .Put("type", item.Text("sku"))
                .Put("scheme", front.Text("public_ip_address_id") is null ? "internal" : "internet-facing")
                .Put("listeners", new JsonArray([.. item.State.Where("azurerm_lb_rule", "loadbalancer_id", item.Id).Select(rule => new JsonObject()
                    .Put("name", rule.Text("name")).Put("protocol", rule.Text("protocol")).Put("port", rule.Positive("frontend_port")).Put("backend_port", rule.Positive("backend_port")))])))
            .Set("servers", Targets(item));
    }

    // Pool → interfaces that joined it → machines that have them.
    private static JsonArray? Targets(StateObject item)
    {
        var pools = item.State.Where("azurerm_lb_backend_address_pool", "loadbalancer_id", item.Id).Select(pool => Arm.Lower(pool.Text("id"))).ToHashSet();
        var cards = item.State.Of("azurerm_network_interface_backend_address_pool_association").Where(one => pools.Contains(Arm.Lower(one.Text("backend_address_pool_id"))))
            .Select(one => Arm.Lower(one.Text("network_interface_id"))).ToHashSet();
        return Drafts.ToAll(item.State.Of(Azure.Machines).Where(machine => machine.Texts("network_interface_ids").Any(id => cards.Contains(Arm.Lower(id)))).Select(machine => Arm.Lower(machine.Text("id"))).Order(StringComparer.Ordinal));
    }
}
