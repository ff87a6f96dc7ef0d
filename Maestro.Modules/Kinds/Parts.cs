using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Fields that several Kinds share, so that they read, filter and look alike everywhere.</summary>
internal static class Parts
{
    internal static Field<string> Environment { get; } = new("environment", new Choice("env_options.environment")) { Help = "Stage it serves, such as Production or Staging.", Expected = true, Indexed = true, InList = true, Searchable = true };

    internal static Field<string> Size { get; } = new("size", new Choice("env_options.size", open: true)) { Help = "Rough size, to compare at a glance.", Indexed = true };

    internal static Field<string> UniqueId { get; } = new("unique_id", new Text()) { Label = "Provider ID", Help = "The provider's own identifier. It keeps a crawl from making a second record of the same thing.", Section = Sections.Placement, Indexed = true, Searchable = true, WarnDuplicate = true, Mono = true };

    internal static Field<string> Responsible { get; } = new("responsible", new Text()) { Label = "Responsible", Help = "Who looks after it: a person, a team, a rota.", Indexed = true, Searchable = true };

    internal static Field<object> Tags { get; } = new("tags", new Tags()) { Help = "Labels of your own.", Section = Sections.Tags, Searchable = true };

    internal static Field<object> Metas { get; } = new("metas", new Any()) { Label = "Other details", Help = "What the source reports beyond the fields above.", Section = Sections.Discovered, ReadOnly = true };

    internal static Field<string> RawStatus { get; } = new("raw_status", new Text()) { Label = "Status at the provider", Help = "The provider's own word for the status.", Section = Sections.Discovered, ReadOnly = true };

    internal static Field<DateTimeOffset> ProviderCreatedAt { get; } = new("provider_created_at", new Instant()) { Label = "Created at the provider", Help = "When the provider created it.", Section = Sections.Discovered, ReadOnly = true };

    internal static Field<decimal> MonthlyCost { get; } = new("monthly_cost", new Number(from: 0)) { Help = "What it costs in a month.", Unit = "USD" };

    internal static Field<string> Notes { get; } = new("notes", new Text(8000, lines: true)) { Help = "What the next person should know.", Searchable = true };

    internal static Field<string> Description { get; } = new("description", new Text(8000, lines: true)) { Help = "What it is for, in a sentence or two.", Searchable = true };

    internal static Field<object> Terraform { get; } = new("terraform", new Group(
        Seen.Text("address", "Address", "Address of the resource within the configuration."),
        Seen.Text("workspace", "Workspace", "Workspace or file that the state came from."),
        Seen.Text("lineage", "Lineage", "Identifier that all states of one configuration share."),
        Seen.Number("serial", "Serial", "Number of the state that was read.") with { Volatile = true }))
    { Help = "Where Terraform manages it.", Section = Sections.Discovered, ReadOnly = true };

    internal static Field<string> Protocol(params string[] lists) => new("protocol", new Choice(lists[0], open: true, lists[1..])) { Help = "How the two talk." };

    internal static Field<decimal> Port { get; } = new("port", new Number(whole: true, from: 1, to: 65535)) { Help = "Port it listens on." };

    internal static Field<string> Status(string list) => new("status", new Choice(list)) { Help = "Whether it is in use.", Default = "Active", Indexed = true, InList = true };

    /// <summary>The placement; only servers stand in exactly one zone.</summary>
    internal static Field<object> Datacenters(params Field[] more) => new("datacenters", new Ref("datacenter", "is in", "holds",
    [
        new Field<string>("region", new Text()) { Help = "Region of the datacenter.", Indexed = true, Mono = true },
        new Field<object>("zone", new ListOf(new Text())) { Label = "Zones", Help = "Availability zones within the region.", Indexed = true, Mono = true },
        Seen.Text("account", "Account", "Account, subscription or project at the provider."),
        Seen.Text("resource_group", "Resource group", "Azure resource group."),
        .. more,
    ]))
    { Label = "Datacenter", Help = "Where it runs.", Section = Sections.Placement, InList = true };
}
