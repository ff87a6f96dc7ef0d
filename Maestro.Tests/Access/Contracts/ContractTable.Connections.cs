using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Access.Contracts;

// Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class ContractTable
{
    private const string Writers = "missing missing denied ok ok ok missing ok";

    private static IReadOnlyList<ContractEntry> Connections => [.. Lines.Select(entry => entry with { On = "/connections/" })];

    private static IConnections Of(Knock knock) => knock.Get<IConnections>();

    private static IReadOnlyList<ContractEntry> Lines =>
    [
        // A nameless one is refused with its mistakes, whoever asks.
        Do("IConnections.CreateAsync(ConnectionDraft)", "invalid invalid invalid invalid invalid invalid invalid invalid", knock => Of(knock).CreateAsync(knock.Actor, new ConnectionDraft { Provider = "digitalocean" }, Knock.Cancel)),
        Do("IConnections.ChangeAsync(Guid, ConnectionDraft, Int32?, String)", Writers, knock => Of(knock).ChangeAsync(knock.Actor, knock.Target.Id, new ConnectionDraft { Enabled = true }, null, null, Knock.Cancel)),
        Of("IConnections.OverviewAsync()", Seen, async knock => Sees((await Of(knock).OverviewAsync(knock.Actor, Knock.Cancel)).Any(one => one.Record.Id == knock.Target.Id))),
        Do("IConnections.StateAsync(Guid)", Readers, knock => Of(knock).StateAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("IConnections.TestAsync(Guid)", Writers, knock => Of(knock).TestAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("IConnections.TestAsync(ConnectionDraft)", "invalid invalid invalid invalid invalid invalid invalid invalid", knock => Of(knock).TestAsync(knock.Actor, new ConnectionDraft { Provider = "nowhere" }, Knock.Cancel)),
        Do("IConnections.CrawlAsync(Guid, IReadOnlyList<String>)", Writers, knock => Of(knock).CrawlAsync(knock.Actor, knock.Target.Id, null, Knock.Cancel)),
        Do("IConnections.UploadAsync(Guid, IReadOnlyList<ImportFile>)", "missing missing denied conflict conflict conflict missing conflict", knock => Of(knock).UploadAsync(knock.Actor, knock.Target.Id, [new("state.json", new MemoryStream([123, 125]))], Knock.Cancel)),
        Do("IConnections.StopAsync(Guid)", Writers, knock => Of(knock).StopAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("IConnections.RunsAsync(Guid, Int32, String)", Readers, knock => Of(knock).RunsAsync(knock.Actor, knock.Target.Id, 9, null, Knock.Cancel)),
        Do("IConnections.CoverageAsync(Guid)", Readers, knock => Of(knock).CoverageAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        // Nothing is held back there: whoever may write is told so.
        Do("IConnections.ReleaseAsync(Guid, String, String)", "missing missing denied missing missing missing missing missing", knock => Of(knock).ReleaseAsync(knock.Actor, knock.Target.Id, "digitalocean.droplets", "x", Knock.Cancel)),
        Do("IConnections.PolicyAsync(Guid)", Readers, knock => Of(knock).PolicyAsync(knock.Actor, knock.Target.Id, Knock.Cancel)),
        Do("ITagRules.GetAsync()", Administrators, knock => knock.Get<ITagRules>().GetAsync(knock.Actor, Knock.Cancel)),
        Do("ITagRules.SaveAsync(IReadOnlyDictionary<String, String>)", Administrators, knock => knock.Get<ITagRules>().SaveAsync(knock.Actor, null, Knock.Cancel)),
        Do("ITagRules.TryAsync(String, IReadOnlyDictionary<String, String>, IReadOnlyDictionary<String, String>)", Administrators, knock => knock.Get<ITagRules>().TryAsync(knock.Actor, "server", new Dictionary<string, string>(), null, Knock.Cancel)),
        Do("IPlanning.ScopeAsync(Origin, String, DateTimeOffset)", Everybody, knock => knock.Get<IPlanning>().ScopeAsync(knock.Actor, Origin.Person(knock.Actor), "x", DateTimeOffset.UnixEpoch, Knock.Cancel)),
    ];
}
