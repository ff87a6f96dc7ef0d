using System.Text.Json.Nodes;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>The customer or business unit that systems are run for.</summary>
public sealed class Client : Kind
{
    public static readonly Field<string> ClientName = new("name", new Text()) { Label = "Name", Help = "Name of the customer or business unit.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true };
    public static readonly Field<string> About = new("description", new Text(8000, lines: true)) { Help = "What this client does, and what matters to them.", Searchable = true };
    public static readonly Field<object> Contacts = new("contacts", new ListOf(new Group(
        new Field<string>("channel", new Choice("clients_options.channels", open: true)) { Help = "How to reach them.", Required = true },
        new Field<string>("value", new Text()) { Help = "Address, number or handle.", Required = true })))
    { Help = "Whom to call, and how.", Section = "Contacts", InList = true };
    public static readonly Field<object> Labels = new("tags", new Tags()) { Help = "Labels of your own.", Section = Sections.Tags };

    public override string Name => "client";
    public override string Plural => "clients";
    public override string Label => "Client";
    public override string LabelPlural => "Clients";
    public override string Description => "The customer or business unit that systems are run for.";
    public override string Icon => "client";
    public override KindGroup Group => KindGroup.Inventory;
    public override int Order => 60;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("name", ["name"], KeyScope.Owner, 9)];

    public override IEnumerable<(string Path, string Message)> Rules(JsonObject document)
    {
        var contacts = document["contacts"] as JsonArray ?? [];
        for (var at = 0; at < contacts.Count; at++)
        {
            if (contacts[at].At("channel").Text() == "Email" && contacts[at].At("value").Text()?.Contains('@', StringComparison.Ordinal) == false)
                yield return (FormattableString.Invariant($"contacts.{at}.value"), "is not an e-mail address");
        }
    }
}
