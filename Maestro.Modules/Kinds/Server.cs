using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A machine, virtual or physical, that software runs on.</summary>
public sealed class Server : Kind
{
    public static readonly Field<string> ServerName = new("name", new Text()) { Help = "Name people know the server by.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<string> Status = Parts.Status("server_options.status");
    public static readonly Field<string> Hostname = new("hostname", new Text()) { Help = "Host name the operating system reports.", Indexed = true, Searchable = true, WarnDuplicate = true, Mono = true };
    public static readonly Field<string> PrivateAddress = new("ipv4_private", new Address()) { Label = "Private IP", Help = "Main address within its network.", Expected = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true, Mono = true };
    public static readonly Field<string> PublicAddress = new("ipv4_public", new Address()) { Label = "Public IP", Help = "Address it is reached by from the internet.", Indexed = true, Searchable = true, WarnDuplicate = true, Mono = true };
    public static readonly Field<object> Os = new("os", new Group(
        new Field<string>("base", new Choice("server_options.os")) { Help = "Family of operating systems.", Indexed = true },
        new Field<string>("dist", new Choice("server_options.distribution", open: true)) { Label = "Distribution", Help = "Distribution or edition.", Indexed = true, Searchable = true },
        new Field<string>("version", new Text()) { Help = "Version of the distribution.", Indexed = true },
        Seen.Text("major_version", "Major version", "Leading part of the version."),
        Seen.Text("variety", "Variety", "Kind of release file that the facts were read from."),
        Seen.Text("file_path", "Release file", "Release file that the facts were read from.")))
    { Label = "Operating system", Help = "Operating system and version.", Expected = true, InList = true, FactsWin = true };
    public static readonly Field<string> Environment = Parts.Environment;
    public static readonly Field<string> Role = new("role", new Choice("server_options.role", open: true)) { Help = "What the server is there for.", Expected = true, Indexed = true, Searchable = true };
    public static readonly Field<decimal> Cpu = new("cpu", new Number(above: 0)) { Label = "CPU", Help = "Number of cores.", Unit = "cores", Indexed = true, InList = true, FactsWin = true };
    public static readonly Field<decimal> Memory = new("memory", new Number(above: 0)) { Help = "Main memory.", Unit = "GB", Indexed = true, InList = true, FactsWin = true };
    public static readonly Field<object> Applications = new("applications", new ListOf(new Ref("application", "runs", "runs on"))) { Help = "Applications, databases and other software that run here.", Section = Sections.Relations, InList = true };
    public static readonly Field<object> Systems = new("system", new ListOf(new Ref("system", "belongs to", "contains"))) { Label = "Systems", Help = "Systems it serves as a whole.", Section = Sections.Relations };
    public static readonly Field<object> Clients = new("clients", new ListOf(new Ref("client", "belongs to", "contains"))) { Help = "Clients whose server it is.", Section = Sections.Relations };
    public static readonly Field<string> Responsible = Parts.Responsible;
    public static readonly Field<object> Datacenters = ServerParts.Placement;
    public static readonly Field<string> UniqueId = Parts.UniqueId;
    public static readonly Field<object> Storage = ServerParts.Storage;
    public static readonly Field<object> Services = ServerParts.Services;
    public static readonly Field<object> Auth = ServerParts.Auth;
    public static readonly Field<decimal> MonthlyCost = Parts.MonthlyCost;
    public static readonly Field<DateTimeOffset> EndOfLife = new("end_of_life", new Instant()) { Label = "End of life", Help = "When it is to be switched off, or its support ends.", Indexed = true };
    public static readonly Field<DateTimeOffset> WarrantyUntil = new("warranty_until", new Instant()) { Help = "When the warranty of the hardware ends." };
    public static readonly Field<string> SerialNumber = new("serial_number", new Text()) { Help = "Serial number of the hardware.", Searchable = true, Mono = true };
    public static readonly Field<string> Notes = Parts.Notes;
    public static readonly Field<object> Labels = Parts.Tags;

    public static readonly Field<object> Ipv6 = new("ipv6", new ListOf(new Address())) { Label = "IPv6", Help = "IPv6 addresses.", Section = Sections.Network, Searchable = true, Mono = true };
    public static readonly Field<string> PublicDns = Seen.Text("dns_public", "Public DNS", "Public DNS name.") with { Section = Sections.Network, Searchable = true };
    public static readonly Field<string> PrivateDns = Seen.Text("dns_private", "Private DNS", "DNS name within the provider's network.") with { Section = Sections.Network, Searchable = true };
    public static readonly Field<object> AllIpv4 = Seen.List("ipv4_all", "All IPv4 addresses", "Every IPv4 address of the host.") with { Section = Sections.Network, Searchable = true };
    public static readonly Field<object> AllIpv6 = Seen.List("ipv6_all", "All IPv6 addresses", "Every IPv6 address of the host.") with { Section = Sections.Network };
    public static readonly Field<object> Interfaces = Seen.Tree("network_interface", "Network interfaces", "Network interfaces of the host.") with { Section = Sections.Network };
    public static readonly Field<object> Loopback = Seen.Tree("network_lo", "Loopback", "Loopback interface of the host.") with { Section = Sections.Network };
    public static readonly Field<object> Resolver = Seen.Tree("dns", "DNS resolver", "Name servers and search domains of the host.") with { Section = Sections.Network };

    public static readonly Field<string> RawStatus = Parts.RawStatus;
    public static readonly Field<string> MachineId = Seen.Text("machine_id", "Machine ID", "Identifier that the operating system was given when it was installed.");
    public static readonly Field<string> ProductUuid = Seen.Text("product_uuid", "Product UUID", "Identifier in the firmware of the machine.");
    public static readonly Field<object> Image = Seen.Tree("image", "Image", "Image the server was made from.");
    public static readonly Field<object> BackupIds = Seen.List("backup_ids", "Backups", "Identifiers of its backups.");
    public static readonly Field<object> SnapshotIds = Seen.List("snapshot_ids", "Snapshots", "Identifiers of its snapshots.");
    public static readonly Field<object> NextBackupWindow = Seen.Tree("next_backup_window", "Next backup", "When the next backup is due.") with { Volatile = true };
    public static readonly Field<string> Lifecycle = Seen.Text("lifecycle", "Purchase model", "How it is bought, such as on demand or spot.");
    public static readonly Field<bool> EbsOptimized = Seen.Flag("ebs_optimized", "EBS optimized", "Has bandwidth of its own to its volumes.");
    public static readonly Field<decimal> StorageCount = Seen.Number("storage_count", "Disks", "Number of disks the host reports.");
    public static readonly Field<object> EnvironmentVariables = Seen.List("env_vars", "Environment variables", "Names of the environment variables; values are never kept.");
    public static readonly Field<string> ServiceManager = Seen.Text("service_mgr", "Service manager", "What starts services on the host, such as systemd.");
    public static readonly Field<string> PackageManager = Seen.Text("pkg_mgr", "Package manager", "What installs packages on the host, such as apt.");
    public static readonly Field<DateTimeOffset> ProviderCreatedAt = Parts.ProviderCreatedAt;
    public static readonly Field<object> Terraform = Parts.Terraform;
    public static readonly Field<object> Metas = Parts.Metas;

    public override string Name => "server";
    public override string Plural => "servers";
    public override string Label => "Server";
    public override string LabelPlural => "Servers";
    public override string Description => "A machine, virtual or physical, that software runs on.";
    public override string Icon => "server";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 10;

    public override IReadOnlyList<NaturalKey> NaturalKeys =>
    [
        new("uuid", ["product_uuid"], KeyScope.Owner, 1),
        new("machine", ["machine_id"], KeyScope.Owner, 1),
        new("ip", ["ipv4_private"], KeyScope.Datacenter, 2),
        new("host", ["hostname"], KeyScope.DatacenterOrSource, 3),
    ];
}
