using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Keeps data: relational, document, key value or any other sort.</summary>
public sealed class Database : ApplicationFamily
{
    public static readonly Field<string> Modal = new("modal", new Choice("database_options.modal")) { Label = "Form", Help = "generic, mysql (also MariaDB, Percona, Aurora) or oracle: decides which fields the form shows.", Indexed = true };
    public static readonly Field<string> Status = Parts.Status("database_options.status");
    public static readonly Field<string> Sort = new("type", new Choice("database_options.types", open: true, "database_options.oracle.type")) { Help = "Sort of database; for Oracle, its purpose.", Indexed = true };
    public static readonly Field<string> Cluster = new("cluster", new Choice("database_options.cluster", open: true, "database_options.oracle.cluster")) { Help = "How several instances work together.", Section = Sections.Cluster, Indexed = true };
    public static readonly Field<string> Engine = Seen.Text("engine", "Engine", "Database engine, as the provider names it.") with { Indexed = true, Searchable = true };
    public static readonly Field<string> StorageType = new("storage_types", new Choice("database_options.oracle.storage_types", open: true)) { Label = "Storage type", Help = "What the data lies on.", Section = "Oracle", When = "modal=oracle" };
    public static readonly Field<object> AsmGroups = new("asm_groups", new ListOf(new Group(
        new Field<string>("name", new Text()) { Help = "Name of the disk group.", Required = true },
        new Field<decimal>("size", new Number(above: 0)) { Help = "Size of the disk group.", Unit = "GB" },
        new Field<string>("type", new Choice("database_options.oracle.asm_types", open: true)) { Help = "Sort of disk group." }), key: "name"))
    { Label = "ASM groups", Help = "Disk groups, where the purpose is storage.", Section = "Oracle", When = "modal=oracle" };
    public static readonly Field<string> CrsVersion = new("crs_version", new Text()) { Label = "CRS version", Help = "Version of Oracle Clusterware.", Section = "Oracle", When = "modal=oracle" };
    public static readonly Field<string> DataGuard = new("dataguard", new Choice("database_options.oracle.role", open: true)) { Label = "Data Guard role", Help = "Role in an Oracle Data Guard configuration.", Section = "Oracle", When = "modal=oracle" };
    public static readonly Field<object> Pdbs = new("pdbs", new ListOf(new Group(
        new Field<string>("name", new Text()) { Help = "Name of the container or pluggable database.", Required = true, Mono = true }), key: "name"))
    { Label = "CDBs and PDBs", Help = "Container databases and pluggable databases.", Section = "Oracle", When = "modal=oracle" };
    public static readonly Field<string> GoldenGate = new("goldengate", new Text(2000, lines: true)) { Label = "GoldenGate", Help = "How GoldenGate replicates it.", Section = "Oracle", When = "modal=oracle" };
    public static readonly Field<object> Subnets = new("subnets", new ListOf(new Ref("subnet", "is in", "holds"))) { Label = "Subnets", Help = "Subnets that it may stand in: those of its subnet group.", Section = Sections.Relations };
    public static readonly Field<string> Replication = new("replication", new Text(2000, lines: true)) { Help = "How it is replicated, and to where.", Section = Sections.Cluster };
    public static readonly Field<string> Backup = new("backup", new Text(2000, lines: true)) { Help = "How and when it is backed up.", Section = Sections.Cluster };
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.Version,
        new Field<string>("patch", new Text()) { Label = "Patch level", Help = "Patch level that is installed." },
        Parts.Port,
        new Field<string>("sga", new Text()) { Label = "SGA", Help = "Size of the system global area (Oracle)." },
        new Field<string>("pga", new Text()) { Label = "PGA", Help = "Size of the program global area (Oracle)." },
        new Field<string>("unique", new Text()) { Label = "Unique name", Help = "Unique name of the database (Oracle).", Mono = true },
        new Field<string>("dns", new Text()) { Label = "DNS", Help = "DNS name of the database (Oracle).", Mono = true },
        new Field<string>("tns", new Text(8000, lines: true)) { Label = "TNS", Help = "TNS entry that clients connect with (Oracle).", Mono = true },
        Spec.ExtraConfig with { Help = "Settings worth keeping here, such as my.cnf. No secrets." },
        Seen.Text("dbname", "Database name", "Name of the first database."),
        Seen.Text("class", "Class", "Instance class at the provider."),
        Seen.Number("allocated_storage", "Allocated storage", "Storage it was given.", "GB"),
        Seen.Text("storage_type", "Storage class", "Storage class at the provider."),
        Seen.Flag("storage_encrypted", "Encrypted", "Data is encrypted at rest."),
        Seen.Number("iops", "IOPS", "Input and output operations per second it was given."),
        Seen.Text("availability_zone", "Availability zone", "Zone of the primary instance."),
        Seen.Text("secondary_availability_zone", "Second zone", "Zone of the standby instance."),
        Seen.Flag("multi_az", "Several zones", "Has a standby in another zone."),
        Seen.Text("cluster_name", "Cluster name", "Cluster that the instance belongs to."),
        Seen.List("cluster_members", "Cluster members", "Instances of the cluster."),
        Seen.Tree("read_replica", "Replica clusters", "Read replica clusters of it."),
        Seen.Text("read_replicas_identifier", "Replica of", "Instance that this one replicates."),
        Seen.List("read_replicas_dbnames", "Read replicas", "Instances that replicate this one."),
        Seen.Text("backup_window", "Backup window", "When backups are taken."),
        Seen.Number("backup_retention", "Backup retention", "How long backups are kept.", "days"),
        Seen.Flag("deletion_protection", "Deletion protection", "Cannot be deleted by accident."),
        Seen.Tree("security_group", "Security groups", "Database security groups."),
        Seen.Tree("vpc_security", "VPC security groups", "Security groups of the virtual network."),
        Seen.Tree("parameter", "Parameter groups", "Parameter groups that apply."),
        Seen.Tree("subnet_group", "Subnet group", "Subnets it may use."),
        Seen.Text("license_model", "License model", "How the engine is licensed."),
        Seen.Number("instance_port", "Instance port", "Port of the instance."),
        Seen.Tree("domain", "Domain memberships", "Directories it has joined."),
        Seen.Number("monitoring_interval", "Monitoring interval", "Seconds between two measurements.", "s"),
        Seen.Text("instance_arn", "Instance ARN", "Amazon resource name of the instance."),
        Spec.Arn,
        Seen.Text("timezone", "Time zone", "Time zone of the instance."),
        Seen.List("cloudwatch_export", "Exported logs", "Logs that are exported."),
        Seen.Text("doc_service", "Document endpoint", "Where documents are uploaded."),
        Seen.Text("search_service", "Search endpoint", "Where queries are sent."),
        Seen.Flag("requires_index_documents", "Needs indexing", "Waits for documents to be indexed."),
        Seen.Flag("processing", "Processing", "A change is under way."),
        Seen.Text("search_instance_type", "Search instance type", "Size of the search instances."),
        Seen.Number("search_instance_count", "Search instances", "Number of search instances."),
        Seen.Number("search_partition_count", "Search partitions", "Number of partitions of the index."),
        Seen.Tree("limits", "Limits", "Limits that apply."),
        Seen.Tree("key_schema", "Key schema", "Keys of the table."),
        Seen.Tree("attributes", "Attributes", "Attributes that keys and indexes use."),
        Seen.Tree("indexes", "Indexes", "Secondary indexes of the table."),
        Seen.Number("item_count", "Items", "Number of items, as last counted.") with { Volatile = true },
        Seen.Number("size_bytes", "Size in bytes", "Size, as last measured.", "B") with { Volatile = true },
        Seen.Text("billing_mode", "Billing mode", "How the table is billed."));
    public static readonly Field<object> Tables = Seen.List("tables", "Tables", "Names of its tables.");
    public static readonly Field<string> ReadStatus = Seen.Text("read_status", "Replication status", "Status of read replication.");

    public override string Name => "database";
    public override string Plural => "databases";
    public override string Label => "Database";
    public override string LabelPlural => "Databases";
    public override string Description => "Keeps data: relational, document, key value or any other sort.";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 30;
    public override string Family => "Database";
}
