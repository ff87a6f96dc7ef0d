using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>The larger fields of a server: placement, disks, installed software, accounts.</summary>
internal static class ServerParts
{
    internal static Field<object> Placement { get; } = new("datacenters", new Ref("datacenter", "is in", "holds",
        new Field<string>("region", new Text()) { Help = "Region of the datacenter.", Indexed = true, Searchable = true, Mono = true },
        new Field<string>("zone", new Text()) { Help = "Availability zone, room or rack.", Indexed = true, Searchable = true, Mono = true },
        new Field<string>("type", new Choice("server_options.serverType")) { Help = "Virtual, or which sort of hardware.", Indexed = true },
        new Field<string>("instance", new Text()) { Label = "Instance type", Help = "Size as the provider names it, such as m5.large.", Indexed = true, Mono = true },
        new Field<string>("instance_id", new Text()) { Label = "Instance ID", Help = "The provider's identifier of the instance. It keeps a crawl from making a second record of this server.", Indexed = true, Searchable = true, Mono = true },
        Seen.Text("account", "Account", "Account, subscription or project at the provider."),
        Seen.Text("arn", "ARN", "Amazon resource name."),
        Seen.Text("vpc_id", "VPC ID", "Identifier of the virtual network it is in."),
        Seen.Text("subnet_id", "Subnet ID", "Identifier of the subnet it is in."),
        Seen.List("security_groups", "Security groups", "Identifiers of the security groups that guard it."),
        Seen.Text("image_id", "Image ID", "Identifier of the image it was made from."),
        Seen.Text("resource_group", "Resource group", "Azure resource group."),
        Seen.Text("project_id", "Project ID", "Identifier of the project it belongs to."),
        Seen.Text("user_id", "User ID", "Identifier of the user who made it."),
        Seen.Text("host_id", "Host ID", "Identifier of the physical host."),
        Seen.Text("hypervisor", "Hypervisor", "Software that runs the virtual machine."),
        Seen.Text("hypervisor_hostname", "Hypervisor host", "Name of the physical host."),
        Seen.Text("virtualization_type", "Virtualization type", "How the virtual machine is virtualized."),
        Seen.Text("virtualization", "Virtualization", "Virtualization technology that the host itself reports."),
        Seen.Text("root_device_type", "Root device type", "Where the boot disk lives."),
        Seen.Text("architecture", "Architecture", "Processor architecture."),
        Seen.Text("kernel", "Kernel", "Version of the kernel."),
        Seen.Text("vendor", "Vendor", "Maker of the machine."),
        Seen.Text("product", "Product", "Product name in the firmware of the machine."),
        Seen.Text("bios_date", "BIOS date", "Date of the firmware."),
        Seen.Text("vm_state", "VM state", "State of the virtual machine in the provider's scheduler."),
        Seen.Text("state_reason", "Reason of the state", "Why it is in its state."),
        Seen.Text("license_type", "License type", "License that is brought along."),
        Seen.Text("cloudwatch_monitoring", "Monitoring", "Whether detailed monitoring is on."),
        Seen.List("features", "Features", "What is switched on, such as backups or monitoring."),
        Seen.At("terminated_at", "Terminated at", "When it was terminated."),
        Seen.Number("price_monthly", "Monthly price", "List price of a month.", "USD"),
        Seen.Number("price_hourly", "Hourly price", "List price of an hour.", "USD")))
    { Label = "Datacenter", Help = "Where the server stands.", Section = Sections.Placement, InList = true };

    internal static Field<object> Storage { get; } = new("storage", new ListOf(new Group(
        new Field<string>("name", new Text()) { Help = "Device or mount point, such as /dev/sda." },
        new Field<string>("device_name", new Text()) { Label = "Device", Help = "Device name at the provider.", Mono = true },
        new Field<decimal>("size", new Number(from: 0)) { Help = "Size of the disk.", Unit = "GB" },
        new Field<string>("root", new Choice("server_options.disk", open: true)) { Label = "Use", Help = "root for the boot disk, secondary for any other." },
        new Field<string>("mount", new Text(1000)) { Label = "Mount path", Help = "Where it is mounted.", Mono = true },
        new Field<string>("ftype", new Text()) { Label = "File system", Help = "File system on it." },
        new Field<string>("unique_id", new Text()) { Label = "Volume ID", Help = "Provider ID of an attached volume; empty for a built-in disk.", Mono = true },
        new Field<string>("volume_id", new Text()) { Label = "Other volume ID", Help = "A second identifier of the volume.", Mono = true },
        new Field<bool>("lvm", new Flag()) { Label = "LVM", Help = "Managed by a logical volume manager." },
        new Field<string>("pv", new Text()) { Label = "Physical volume", Help = "LVM physical volume.", When = "lvm", Mono = true },
        new Field<string>("vg", new Text()) { Label = "Volume group", Help = "LVM volume group.", When = "lvm", Mono = true },
        new Field<object>("partitions", new ListOf(Partition)) { Help = "Partitions on the disk." },
        new Field<object>("mounts", new ListOf(new Text(1000))) { Help = "Further mount points.", Mono = true },
        new Field<string>("status", new Text()) { Help = "State of the disk." },
        Seen.At("attach_time", "Attached at", "When it was attached."),
        Seen.Text("model", "Model", "Model of the disk."),
        Seen.Text("serial", "Serial number", "Serial number of the disk."),
        Seen.Text("storage_account_type", "Storage account type", "Azure storage class."),
        Seen.Text("create_option", "Create option", "How the disk was made."),
        Seen.Flag("write_accelerator_enabled", "Write accelerator", "Writes are accelerated."),
        Seen.Flag("delete_termination", "Deleted with the server", "The disk goes when the server goes."),
        Seen.Tree("vhd", "VHD", "Unmanaged disk file."),
        Seen.Tree("diff_disk_settings", "Ephemeral disk settings", "Settings of an ephemeral disk.")), key: "name"))
    { Help = "Disks: attached volumes and built-in ones.", Section = Sections.Storage };

    internal static Field<object> Services { get; } = new("services", new ListOf(new Group(
        new Field<string>("name", new Choice("services", open: true)) { Label = "Service", Help = "Installed software, as the catalogue names it.", Required = true, Searchable = true },
        new Field<string>("version", new Text()) { Help = "Version that is installed." },
        new Field<string>("status", new Choice("server_options.status")) { Help = "Whether it is in use." },
        new Field<object>("setup", Setup) { Label = "Host configuration", Help = "How it is set up on this host." },
        new Field<object>("configs", Configs) { Label = "Database configuration", Help = "The part this host has in a database." }), key: "name"))
    { Help = "Software installed on the server.", Section = Sections.Services };

    internal static Field<object> Auth { get; } = new("auth", new ListOf(new Group(
        new Field<string>("type", new Choice("server_options.auth")) { Help = "How one signs in." },
        new Field<string>("name", new Text()) { Label = "Key name", Help = "Name of the key pair or account." },
        new Field<string>("username", new Text()) { Label = "User name", Help = "Account to sign in with." },
        new Field<string>("key", new Text()) { Label = "Key hint", Help = "Where the key is kept. Never the key itself.", Sensitive = true })))
    { Label = "Sign-in", Help = "How to sign in to the server: a hint, not a secret.", Section = Sections.Access };

    private static Group Partition => new(
        new Field<string>("name", new Text()) { Help = "Name of the partition.", Mono = true },
        new Field<string>("device", new Text()) { Help = "Device of the partition.", Mono = true },
        new Field<string>("mount", new Text(1000)) { Label = "Mount path", Help = "Where it is mounted.", Mono = true },
        new Field<string>("ftype", new Text()) { Label = "File system", Help = "File system on it." },
        new Field<decimal>("size", new Number(from: 0)) { Help = "Size of the partition.", Unit = "GB" },
        Seen.Text("uuid", "UUID", "Identifier of the file system."),
        Seen.Text("options", "Mount options", "Options it is mounted with."));

    private static Group Setup => new(
        new Field<string>("bin", new Text(1000)) { Label = "Binary path", Help = "Where the program is.", Mono = true },
        new Field<string>("user", new Text()) { Label = "Main user", Help = "User it runs as." },
        new Field<string>("package", new Text()) { Help = "Package it was installed from." },
        new Field<object>("init", new Group(
            new Field<string>("init", new Choice("services_options.managers", open: true)) { Label = "Init system", Help = "What starts and stops it." },
            new Field<string>("start", new Text(1000)) { Help = "Command that starts it.", Mono = true },
            new Field<string>("stop", new Text(1000)) { Help = "Command that stops it.", Mono = true },
            new Field<string>("restart", new Text(1000)) { Help = "Command that restarts it.", Mono = true }))
        { Label = "Commands", Help = "How it is started and stopped." },
        new Field<object>("envs", new Tags()) { Label = "Environment variables", Help = "Variables it is started with. No secrets." },
        new Field<object>("mods", new ListOf(new Group(
            new Field<string>("name", new Text()) { Help = "Name of the library, module or package.", Required = true }), key: "name"))
        { Label = "Modules", Help = "Libraries, modules and packages that were added." });

    private static Group Configs => new(
        new Field<string>("db_hostname", new Text()) { Label = "Database host name", Help = "Host name the database uses.", Mono = true },
        new Field<string>("role", new Choice("database_options.role", open: true, "database_options.oracle.role")) { Help = "Role of this host in the database." },
        new Field<string>("dataguard", new Choice("database_options.oracle.role", open: true)) { Label = "Data Guard role", Help = "Role in an Oracle Data Guard configuration." },
        new Field<string>("storage_types", new Choice("database_options.oracle.storage_types", open: true)) { Label = "Storage type", Help = "What the data lies on." },
        new Field<object>("asm", new Ref("database", "stores in", "stores for")) { Label = "ASM", Help = "ASM database that holds the data." },
        new Field<string>("asm_name", new Text()) { Label = "ASM group", Help = "Disk group that holds the data." },
        new Field<string>("disk", new Text()) { Help = "Disk that holds the data.", Mono = true });
}
