using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A size in a public price list: it tells the cores, memory and price of an instance type.</summary>
public sealed class PublicFlavor : Kind
{
    public static readonly Field<string> FlavorName = new("name", new Text()) { Label = "Name", Help = "Name of the size.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> ApiName = new("api_name", new Text()) { Label = "API name", Help = "Name the provider's API uses, such as m5.large.", Expected = true, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<string> Provider = new("provider", new Choice("datacenter_options.provider", open: true)) { Help = "Provider that offers it.", Expected = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<decimal> Vcpus = FlavorParts.Number("vcpus", "vCPUs", "Number of virtual processors.") with { Indexed = true, InList = true };
    public static readonly Field<decimal> Memory = FlavorParts.Number("memory", "Memory", "Main memory.", "GB") with { Indexed = true, InList = true };
    public static readonly Field<decimal> Disk = FlavorParts.Number("disk", "Disk", "Disk that comes with it.", "GB");
    public static readonly Field<decimal> Gpus = FlavorParts.Number("gpus", "GPUs", "Number of graphics processors.");
    public static readonly Field<decimal> Fpgas = FlavorParts.Number("fpgas", "FPGAs", "Number of FPGAs.");
    public static readonly Field<string> GpuModel = FlavorParts.Text("gpu_model", "GPU model", "Model of the graphics processors.");
    public static readonly Field<decimal> GpuMemory = FlavorParts.Number("gpu_memory", "GPU memory", "Memory of the graphics processors.", "GB");
    public static readonly Field<string> Processor = FlavorParts.Text("physical_processor", "Processor", "Physical processor.");
    public static readonly Field<decimal> Clock = FlavorParts.Number("clock_speed_ghz", "Clock speed", "Clock speed of the processor.", "GHz");
    public static readonly Field<string> Architecture = FlavorParts.Text("arch", "Architecture", "Processor architecture.");
    public static readonly Field<string> Series = FlavorParts.Text("series", "Series", "Series at the provider.");
    public static readonly Field<string> Category = FlavorParts.Text("category", "Category", "What it is made for.");
    public static readonly Field<string> InstanceStorage = FlavorParts.Text("instance_storage", "Instance storage", "Disks that come with it, in words.");
    public static readonly Field<string> NetworkPerformance = FlavorParts.Text("network_performance", "Network performance", "Network performance, in words.");
    public static readonly Field<decimal> NetworkBandwidth = FlavorParts.Number("network_mbps", "Network bandwidth", "Network bandwidth.", "Mbit/s");
    public static readonly Field<bool> EnhancedNetworking = FlavorParts.Flag("enhanced_networking", "Enhanced networking", "Supports enhanced networking.");
    public static readonly Field<decimal> EbsBandwidth = FlavorParts.Number("ebs_optimized_max_bandwidth", "EBS bandwidth", "Highest bandwidth to its volumes.", "Mbit/s");
    public static readonly Field<decimal> EbsThroughput = FlavorParts.Number("ebs_optimized_throughput", "EBS throughput", "Highest throughput to its volumes.", "MB/s");
    public static readonly Field<decimal> EbsIops = FlavorParts.Number("ebs_optimized_max_16_k_iops", "EBS IOPS", "Highest operations per second on its volumes, at 16 KiB.");
    public static readonly Field<decimal> MaxIps = FlavorParts.Number("max_ips", "IP addresses", "Most IP addresses.");
    public static readonly Field<decimal> MaxInterfaces = FlavorParts.Number("max_nics", "Network interfaces", "Most network interfaces.");
    public static readonly Field<decimal> MaxDataDisks = FlavorParts.Number("max_data_disks", "Data disks", "Most data disks.");
    public static readonly Field<decimal> TemporaryDisk = FlavorParts.Number("temp_disk", "Temporary disk", "Temporary disk that comes with it.", "GB");
    public static readonly Field<decimal> Cache = FlavorParts.Number("cache", "Disk cache", "Cache in front of its disks.", "GB");
    public static readonly Field<decimal> DiskIops = FlavorParts.Number("max_uncached_disk_iops", "Disk IOPS", "Highest operations per second past the cache.");
    public static readonly Field<decimal> DiskThroughput = FlavorParts.Number("max_uncached_disk_mbps", "Disk throughput", "Highest throughput past the cache.", "MB/s");
    public static readonly Field<bool> VpcOnly = FlavorParts.Flag("vpc_only", "VPC only", "Runs in a virtual network only.");
    public static readonly Field<bool> Ipv6 = FlavorParts.Flag("ipv_6_support", "IPv6", "Supports IPv6.");
    public static readonly Field<string> Virtualization = FlavorParts.Text("linux_virtualization", "Linux virtualization", "How Linux is virtualized on it.");
    public static readonly Field<string> Region = FlavorParts.Text("region", "Price region", "Region the prices are for.");

    public static readonly Field<decimal> LinuxOnDemand = FlavorParts.Price("linux_on_demand_cost", "Linux, on demand") with { Indexed = true, InList = true };
    public static readonly Field<decimal> LinuxReserved = FlavorParts.Price("linux_reserved_cost", "Linux, reserved");
    public static readonly Field<decimal> RhelOnDemand = FlavorParts.Price("rhel_on_demand_cost", "RHEL, on demand");
    public static readonly Field<decimal> RhelReserved = FlavorParts.Price("rhel_reserved_cost", "RHEL, reserved");
    public static readonly Field<decimal> SlesOnDemand = FlavorParts.Price("sles_on_demand_cost", "SLES, on demand");
    public static readonly Field<decimal> SlesReserved = FlavorParts.Price("sles_reserved_cost", "SLES, reserved");
    public static readonly Field<decimal> WindowsOnDemand = FlavorParts.Price("windows_on_demand_cost", "Windows, on demand");
    public static readonly Field<decimal> WindowsReserved = FlavorParts.Price("windows_reserved_cost", "Windows, reserved");
    public static readonly Field<decimal> WindowsSqlWebOnDemand = FlavorParts.Price("windows_sql_web_on_demand_cost", "Windows with SQL Server Web, on demand");
    public static readonly Field<decimal> WindowsSqlWebReserved = FlavorParts.Price("windows_sql_web_reserved_cost", "Windows with SQL Server Web, reserved");
    public static readonly Field<decimal> WindowsSqlStdOnDemand = FlavorParts.Price("windows_sql_std_on_demand_cost", "Windows with SQL Server Standard, on demand");
    public static readonly Field<decimal> WindowsSqlStdReserved = FlavorParts.Price("windows_sql_std_reserved_cost", "Windows with SQL Server Standard, reserved");
    public static readonly Field<decimal> WindowsSqlEntOnDemand = FlavorParts.Price("windows_sql_ent_on_demand_cost", "Windows with SQL Server Enterprise, on demand");
    public static readonly Field<decimal> WindowsSqlEntReserved = FlavorParts.Price("windows_sql_ent_reserved_cost", "Windows with SQL Server Enterprise, reserved");
    public static readonly Field<decimal> LinuxSqlWebOnDemand = FlavorParts.Price("linux_sql_web_on_demand_cost", "Linux with SQL Server Web, on demand");
    public static readonly Field<decimal> LinuxSqlWebReserved = FlavorParts.Price("linux_sql_web_reserved_cost", "Linux with SQL Server Web, reserved");
    public static readonly Field<decimal> LinuxSqlStdOnDemand = FlavorParts.Price("linux_sql_std_on_demand_cost", "Linux with SQL Server Standard, on demand");
    public static readonly Field<decimal> LinuxSqlStdReserved = FlavorParts.Price("linux_sql_std_reserved_cost", "Linux with SQL Server Standard, reserved");
    public static readonly Field<decimal> LinuxSqlEntOnDemand = FlavorParts.Price("linux_sql_ent_on_demand_cost", "Linux with SQL Server Enterprise, on demand");
    public static readonly Field<decimal> LinuxSqlEntReserved = FlavorParts.Price("linux_sql_ent_reserved_cost", "Linux with SQL Server Enterprise, reserved");
    public static readonly Field<decimal> MySqlOnDemand = FlavorParts.Price("mysql_on_demand_cost", "MySQL, on demand");
    public static readonly Field<decimal> PostgreSqlOnDemand = FlavorParts.Price("postgresql_on_demand_cost", "PostgreSQL, on demand");
    public static readonly Field<decimal> MariaDbOnDemand = FlavorParts.Price("mariadb_on_demand_cost", "MariaDB, on demand");
    public static readonly Field<decimal> OracleOnDemand = FlavorParts.Price("oracle_on_demand_cost", "Oracle, on demand");
    public static readonly Field<decimal> SqlServerOnDemand = FlavorParts.Price("sqlserver_on_demand_cost", "SQL Server, on demand");
    public static readonly Field<decimal> AuroraMySqlOnDemand = FlavorParts.Price("aurora_mysql_on_demand_cost", "Aurora MySQL, on demand");
    public static readonly Field<decimal> AuroraPostgreSqlOnDemand = FlavorParts.Price("aurora_postgresql_on_demand_cost", "Aurora PostgreSQL, on demand");

    public override string Name => "public-flavor";
    public override string Plural => "public-flavors";
    public override string Label => "Public flavor";
    public override string LabelPlural => "Public flavors";
    public override string Description => "A size in a public price list: it tells the cores, memory and price of an instance type.";
    public override string Icon => "public-flavor";
    public override KindGroup Group => KindGroup.Settings;
    public override int Order => 30;
    public override bool Shared => true;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("api", ["provider", "api_name"], KeyScope.Owner, 9)];
}
