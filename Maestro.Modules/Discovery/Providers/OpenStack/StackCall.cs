namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>A list that a service of OpenStack gives.</summary>
/// <param name="Rule">Rule of oslo.policy that allows it.</param>
/// <param name="Services">Types that the service may have in the catalogue, the usual one first.</param>
/// <param name="Version">Version of the API, for endpoints that are registered without one.</param>
/// <param name="Path">Path below the version.</param>
/// <param name="List">Member that holds the objects.</param>
internal sealed record StackCall(string Rule, string[] Services, string Version, string Path, string List)
{
    private static readonly string[] Compute = ["compute"];
    private static readonly string[] Volume = ["volumev3", "block-storage", "volumev2"];
    private static readonly string[] Image = ["image"];
    private static readonly string[] Network = ["network"];
    private static readonly string[] Balancer = ["load-balancer"];

    internal static readonly StackCall Servers = new("os_compute_api:servers:detail", Compute, "v2.1", "servers/detail", "servers");
    internal static readonly StackCall Flavors = new("os_compute_api:flavors", Compute, "v2.1", "flavors/detail", "flavors");
    internal static readonly StackCall Volumes = new("volume:get_all", Volume, "v3", "volumes/detail", "volumes");
    internal static readonly StackCall Snapshots = new("volume:get_all_snapshots", Volume, "v3", "snapshots/detail", "snapshots");
    internal static readonly StackCall Images = new("get_images", Image, "v2", "images", "images");
    internal static readonly StackCall Networks = new("get_network", Network, "v2.0", "networks", "networks");
    internal static readonly StackCall Subnets = new("get_subnet", Network, "v2.0", "subnets", "subnets");
    internal static readonly StackCall Ports = new("get_port", Network, "v2.0", "ports", "ports");
    internal static readonly StackCall Routers = new("get_router", Network, "v2.0", "routers", "routers");
    internal static readonly StackCall FloatingIps = new("get_floatingip", Network, "v2.0", "floatingips", "floatingips");
    internal static readonly StackCall SecurityGroups = new("get_security_group", Network, "v2.0", "security-groups", "security_groups");
    internal static readonly StackCall LoadBalancers = new("os_load-balancer_api:loadbalancer:get_all", Balancer, "v2", "lbaas/loadbalancers", "loadbalancers");
    internal static readonly StackCall Listeners = new("os_load-balancer_api:listener:get_all", Balancer, "v2", "lbaas/listeners", "listeners");
    internal static readonly StackCall Pools = new("os_load-balancer_api:pool:get_all", Balancer, "v2", "lbaas/pools", "pools");
    internal static readonly StackCall Members = new("os_load-balancer_api:member:get_all", Balancer, "v2", "lbaas/pools/{pool}/members", "members");

    internal static readonly StackCall[] All = [Servers, Flavors, Volumes, Snapshots, Images, Networks, Subnets, Ports, Routers, FloatingIps, SecurityGroups, LoadBalancers, Listeners, Pools, Members];

    /// <summary>As an access rule writes it; Cinder has the project in its path.</summary>
    internal string AccessPath => Services == Volume ? $"/{Version}/*/{Path}" : $"/{Version}/{Path.Replace("{pool}", "*", StringComparison.Ordinal)}";
}
