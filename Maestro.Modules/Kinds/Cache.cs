namespace Maestro.Modules.Kinds;

/// <summary>Keeps copies of data where they are fast to reach.</summary>
public sealed class Cache : ApplicationFamily
{
    public static readonly Field<string> Engine = Seen.Text("engine", "Engine", "Cache engine, as the provider names it.") with { Indexed = true, Searchable = true };
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.Version,
        Spec.ExtraConfig,
        Spec.Arn,
        Seen.Text("engine", "Engine", "Cache engine, as the provider names it."),
        Seen.Text("engine_version", "Engine version", "Version of the engine."),
        Seen.Text("cache_node_type", "Node type", "Size of the nodes."),
        Seen.Number("num_cache_nodes", "Nodes", "Number of nodes."),
        Seen.Text("cache_cluster_status", "Cluster status", "Status at the provider."),
        Seen.Tree("configuration_endpoint", "Configuration endpoint", "Endpoint that lists the nodes."),
        Seen.Text("client_download_landing_page", "Client downloads", "Page with client libraries."),
        Seen.Text("preferred_availability_zone", "Availability zone", "Zone the nodes are in."),
        Seen.At("cache_cluster_create_time", "Created at", "When the cluster was made."),
        Seen.Text("preferred_maintenance_window", "Maintenance window", "When maintenance may happen."),
        Seen.Tree("pending_modified_values", "Pending changes", "Changes that wait to be applied."),
        Seen.Tree("notification_configuration", "Notifications", "Where events are sent."),
        Seen.Text("cache_subnet_group_name", "Subnet group", "Subnets it may use."),
        Seen.Text("replication_group_id", "Replication group", "Replication group it belongs to."),
        Seen.Number("snapshot_retention_limit", "Snapshot retention", "How long snapshots are kept.", "days"),
        Seen.Text("snapshot_window", "Snapshot window", "When snapshots are taken."),
        Seen.Flag("auth_token_enabled", "Needs a token", "Clients must present a token."),
        Seen.Flag("transit_encryption_enabled", "Encrypted in transit", "Traffic is encrypted."),
        Seen.Flag("at_rest_encryption_enabled", "Encrypted at rest", "Data is encrypted at rest."));
    public static readonly Field<object> CacheNodes = Seen.Tree("cache_nodes", "Cache nodes", "Nodes and their endpoints.");

    public override string Name => "cache";
    public override string Plural => "caches";
    public override string Label => "Cache";
    public override string LabelPlural => "Caches";
    public override string Description => "Keeps copies of data where they are fast to reach.";
    public override int Order => 100;
    public override string Family => "Cache";
}
