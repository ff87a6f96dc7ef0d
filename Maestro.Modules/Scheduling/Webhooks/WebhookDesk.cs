using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Firings;
using Maestro.Modules.Scheduling.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>The contract: tries a webhook, and shows how its calls went.</summary>
internal sealed class WebhookDesk(IInventory inventory, WebhookWork work, WebhookSender sender, IMaestroDbFactory databases, IOptions<SchedulingOptions> options, TimeProvider time) : IWebhooks
{
    public async Task<Delivery> TestAsync(Actor actor, Guid schedule, CancellationToken cancel)
    {
        var view = new ScheduleView(await inventory.GetAsync(actor, Schedule.KindName, schedule, null, cancel));
        if (!actor.MayWrite || view.Record.Level < Level.Write)
            throw Problem.Denied("You may read this schedule, not start it.");
        if (view.Module != WebhookWork.Word || !view.Record.Active)
            throw Problem.Conflict("Only a webhook that is not retired can be tried.");
        return await work.SendAsync(view.Work with { PlannedAt = time.GetUtcNow(), Cause = FiringCause.Manual }, cancel);
    }

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(Actor actor, Guid schedule, int limit, CancellationToken cancel)
    {
        await inventory.GetAsync(actor, Schedule.KindName, schedule, null, cancel);
        return await CallsAsync(schedule, limit, cancel);
    }

    public string? FaultOf(string url) => WebhookChecks.Safe(url, options.Value.LoopbackWebhooks);

    public Task<Delivery> CallAsync(WebhookCall call, CancellationToken cancel) => sender.SendAsync(call, cancel);

    public async Task<IReadOnlyList<Delivery>> CallsAsync(Guid of, int limit, CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        return [.. (await db.Set<DeliveryRow>().AsNoTracking().Where(row => row.ScheduleId == of).OrderByDescending(row => row.Id).Take(limit).ToListAsync(cancel)).Select(row => row.Seen())];
    }
}
