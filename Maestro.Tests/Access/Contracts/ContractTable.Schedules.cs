using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Scheduling;
using Maestro.Tests.Access.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Access.Contracts;

// Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class ContractTable
{
    private const string OnSchedule = "/schedules/{id}";

    private static IReadOnlyList<ContractEntry> Schedules =>
    [
        Do("IScheduling.CreateAsync(IReadOnlyList<JsonObject>)", Everybody, knock => knock.Get<IScheduling>().CreateAsync(knock.Actor, [Fields()], Knock.Cancel)),
        Do("IScheduling.ChangeAsync(Guid, JsonObject, Boolean, Int32?)", Writers, knock => knock.Get<IScheduling>().ChangeAsync(knock.Actor, knock.Target.Id, new JsonObject { ["enabled"] = true }, false, null, Knock.Cancel)) with { On = OnSchedule, Changes = true },
        Do("IScheduling.RemoveAsync(IReadOnlyList<Guid>)", "missing missing denied denied ok denied missing ok", knock => knock.Get<IScheduling>().RemoveAsync(knock.Actor, [knock.Target.Id], Knock.Cancel)) with { On = OnSchedule, Changes = true },
        Do("IScheduling.RunAsync(Guid)", Writers, knock => knock.Get<IScheduling>().RunAsync(knock.Actor, knock.Target.Id, Knock.Cancel)) with { On = OnSchedule, Changes = true },
        Do("IScheduling.ResumeAsync(Guid)", Writers, knock => knock.Get<IScheduling>().ResumeAsync(knock.Actor, knock.Target.Id, Knock.Cancel)) with { On = OnSchedule },
        Of("IScheduling.StatesAsync(IReadOnlyCollection<Guid>)", Seen, async knock => Sees((await knock.Get<IScheduling>().StatesAsync(knock.Actor, [knock.Target.Id], Knock.Cancel)).ContainsKey(knock.Target.Id))) with { On = OnSchedule },
        Do("IScheduling.FiringsAsync(Guid, Int32, String)", Readers, knock => knock.Get<IScheduling>().FiringsAsync(knock.Actor, knock.Target.Id, 9, null, Knock.Cancel)) with { On = OnSchedule },
        // Nothing here is about this record: the list starts from what the actor may read, as every list does.
        Do("IScheduling.OfTargetAsync(Guid)", Everybody, async knock => Assert.Empty(await knock.Get<IScheduling>().OfTargetAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel))),
        Do("IWebhooks.TestAsync(Guid)", Writers, knock => knock.Get<IWebhooks>().TestAsync(knock.Actor, knock.Target.Id, Knock.Cancel)) with { On = OnSchedule },
        Do("IWebhooks.DeliveriesAsync(Guid, Int32)", Readers, knock => knock.Get<IWebhooks>().DeliveriesAsync(knock.Actor, knock.Target.Id, 9, Knock.Cancel)) with { On = OnSchedule },
        // A plug: schedules ask for the right to the schedule, the work for the right to its target. A webhook has none.
        Do("IScheduledWork.CheckAsync(ScheduledWork)", Everybody, knock => Webhook(knock).CheckAsync(knock.Actor, Call(knock), Knock.Cancel)),
        Do("IScheduledWork.StartAsync(ScheduledWork)", Everybody, knock => Webhook(knock).StartAsync(knock.Actor, Call(knock), Knock.Cancel)),
    ];

    private static JsonObject Fields() => (JsonObject)JsonSerializer.SerializeToNode(Endpoints.Callers.Schedule("made"))!;

    private static IScheduledWork Webhook(Knock knock) => knock.Services.GetServices<IScheduledWork>().Single(work => work.Module == "webhook");

    private static ScheduledWork Call(Knock knock) => new() { Module = "webhook", Name = "asked", Schedule = knock.Target.Nothing, Fields = Fields() };
}
