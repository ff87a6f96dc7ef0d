namespace Maestro.Modules.Kinds;

/// <summary>Runs containers on a set of servers.</summary>
public sealed class ContainerOrchestration : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig,
        Spec.Version,
        Spec.Arn,
        Seen.Text("region", "Region", "Region of the cluster."),
        Seen.Text("ipv4", "IP address", "Address of the control plane."),
        Seen.Text("cluster_subnet", "Pod network", "Addresses of the pods."),
        Seen.Text("service_subnet", "Service network", "Addresses of the services."),
        Seen.Tree("node_pools", "Node pools", "Groups of nodes and their size."),
        Seen.Text("platform_version", "Platform version", "Version of the provider's platform."),
        Seen.Text("launch_type", "Launch type", "What containers run on."),
        Seen.Number("running_tasks", "Running tasks", "Tasks that run at present.") with { Volatile = true },
        Seen.Number("registered_nodes", "Nodes", "Nodes that are registered."),
        Seen.Flag("auto_upgrade", "Upgrades itself", "New versions are installed by the provider."),
        Seen.Flag("high_availability", "Highly available", "The control plane is made of several nodes."));

    public override string Name => "container-orchestration";
    public override string Plural => "container-orchestrations";
    public override string Label => "Container orchestration";
    public override string LabelPlural => "Container orchestrations";
    public override string Description => "Runs containers on a set of servers.";
    public override int Order => 100;
    public override string Family => "ContainerOrchestration";
}
