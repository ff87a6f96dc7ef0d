using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Software that does a job for somebody; every resource family extends it.</summary>
public sealed class Application : Kind
{
    public static readonly Field<string> ApplicationName = new("name", new Text()) { Help = "Name people know it by.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<string> About = Parts.Description;
    public static readonly Field<string> FamilyValue = new("family", new Choice("application_options.families")) { Help = "Which sort of software it is.", Indexed = true, ReadOnly = true };
    public static readonly Field<string> Status = Parts.Status("resource_options.status");
    public static readonly Field<bool> ThirdParty = new("own", new Flag()) { Label = "Third party", Help = "Run by somebody else, such as a cloud, rather than on servers of your own." };
    public static readonly Field<string> Provider = new("provider", new Choice("services", open: true)) { Label = "Provider or service", Help = "Service from the catalogue, or a name of your own. Servers that have the same service installed are shown with it.", Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> Language = new("language", new Choice("services.Application", open: true)) { Help = "Programming language or platform it is written in.", Indexed = true, Searchable = true, InList = true, Inherited = false };
    public static readonly Field<string> Environment = Parts.Environment;
    public static readonly Field<string> Size = Parts.Size with { Default = "medium" };
    public static readonly Field<object> Role = Spec.Of(
        new Field<string>("role", new Choice("application_options.role")) { Help = "What sort of job it does.", Indexed = true },
        Spec.Endpoint,
        new Field<decimal>("ports", new Number(whole: true, from: 1, to: 65535)) { Label = "Port", Help = "Port it listens on.", When = "role=Application" },
        new Field<string>("cron", new Text()) { Label = "Cron expression", Help = "When the job runs.", When = "role=Jobs", Mono = true },
        new Field<string>("path", new Text(1000)) { Label = "Code path", Help = "Where its code lies.", Mono = true },
        new Field<string>("code", new Text(1000)) { Label = "Command", Help = "Command that starts it.", Mono = true },
        new Field<string>("description", new Text(8000, lines: true)) { Label = "Notes", Help = "What else there is to know." });

    public static readonly Field<string> Cluster = new("cluster", new Choice("application_options.clusters", open: true)) { Label = "Cluster mode", Help = "How several instances work together.", Section = Sections.Cluster, Indexed = true };
    public static readonly Field<object> Nodes = new("nodes", new ListOf(new Group(
        new Field<string>("name", new Text()) { Label = "Instance name", Help = "Name of the instance on this node, such as ORCL1.", Mono = true },
        new Field<object>("server", new Ref("server", "has node", "is node of")) { Help = "Server that the node is." },
        new Field<string>("role", new Choice("database_options.role", open: true, "database_options.oracle.role")) { Help = "Part it has in the cluster." },
        new Field<string>("storage", new Text()) { Help = "Disk, disk group or file system that holds its data." },
        new Field<string>("version", new Text()) { Help = "Version on this node." },
        new Field<string>("replication", new Text(2000, lines: true)) { Help = "How it is replicated, and to where." },
        new Field<string>("backup", new Text(2000, lines: true)) { Help = "How and when it is backed up." }), key: "name"))
    { Help = "Members of the cluster, one row for each.", Section = Sections.Cluster };

    public static readonly Field<object> Systems = new("system", new ListOf(new Ref("system", "belongs to", "contains"))) { Label = "Systems", Help = "Systems it is part of.", Section = Sections.Relations, InList = true };
    public static readonly Field<object> Dependencies = new("deps", new ListOf(new Ref("application", "depends on", "used by",
        Parts.Protocol("deps_options.protocol", "deps_options.protocol_broker", "deps_options.protocol_default"),
        new Field<string>("endpoint", new Text(2000)) { Help = "Address or path that is called.", Mono = true })))
    { Label = "Dependencies", Help = "What it needs in order to work. Architecture maps are drawn from this.", Section = Sections.Relations };

    public static readonly Field<object> Deploy = new("deploy", new ListOf(new Group(
        new Field<string>("type", new Choice("application_options.deploy", open: true)) { Help = "How a new version gets out.", Required = true },
        new Field<string>("provider", new Text()) { Label = "Tool", Help = "Tool that does it." },
        new Field<string>("notes", new Text(2000, lines: true)) { Help = "What to watch out for." })))
    { Help = "Ways a new version is brought out.", Section = Sections.Deploy, InList = true, Inherited = false };

    public static readonly Field<string> Responsible = Parts.Responsible;
    public static readonly Field<object> Datacenters = Parts.Datacenters(
        Seen.Text("vpc_id", "VPC ID", "Identifier of the virtual network it is in."),
        Seen.Text("project_id", "Project ID", "Identifier of the project it belongs to."),
        Seen.List("security_groups", "Security groups", "Identifiers of the security groups that guard it."),
        Seen.Tree("subnet_zones", "Subnets by zone", "Subnets it uses in each zone."));

    public static readonly Field<string> UniqueId = Parts.UniqueId;
    public static readonly Field<decimal> MonthlyCost = Parts.MonthlyCost;
    public static readonly Field<object> Links = new("links", new ListOf(new Group(
        new Field<string>("kind", new Choice("system_options.check", open: true)) { Help = "What the link leads to." },
        new Field<string>("url", new Url()) { Label = "URL", Help = "Address of the page.", Required = true, Mono = true },
        new Field<string>("note", new Text()) { Help = "What one finds there." })))
    { Help = "Useful links: consoles, documents, dashboards.", Section = Sections.Relations };

    public static readonly Field<object> Labels = Parts.Tags;
    public static readonly Field<string> RawStatus = Parts.RawStatus;
    public static readonly Field<string> StatusMessage = Seen.Text("status_message", "Status message", "What the provider says about the status.");
    public static readonly Field<DateTimeOffset> ProviderCreatedAt = Parts.ProviderCreatedAt;
    public static readonly Field<object> Terraform = Parts.Terraform;
    public static readonly Field<object> Metas = Parts.Metas;

    /// <summary>A name is the last resort: it identifies within a datacenter or a source only.</summary>
    internal static readonly IReadOnlyList<NaturalKey> ByName = [new("name", ["name"], KeyScope.DatacenterOrSource, 9)];

    public override string Name => "application";
    public override string Plural => "applications";
    public override string Label => "Application";
    public override string LabelPlural => "Applications";
    public override string Description => "Software that does a job for somebody: a site, an API, a worker, a scheduled job.";
    public override string Icon => "application";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 20;
    public override string Family => "Application";
    public override IReadOnlyList<NaturalKey> NaturalKeys => ByName;
}
