using Maestro.Modules.Kernel;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>The work <c>webhook</c>: a call to another program, as a run.</summary>
internal sealed class WebhookWork(WebhookSender sender, WebhookSecrets secrets, IRuns runs, IOptions<SchedulingOptions> options) : IScheduledWork
{
    internal const string Word = "webhook";

    public string Module => Word;

    public Task CheckAsync(Actor actor, ScheduledWork what, CancellationToken cancel)
    {
        var faults = WebhookChecks.FaultsOf(what.Fields["webhook"], options.Value.LoopbackWebhooks);
        if (what.Fields["target"] is not null)
            faults["target"] = ["is nothing that a webhook needs"];
        return faults.Count > 0 ? Task.FromException(Problem.Invalid(faults)) : Task.CompletedTask;
    }

    public Task<Run> StartAsync(Actor actor, ScheduledWork what, CancellationToken cancel) =>
        runs.StartAsync(actor, new RunStart(Word, what.Name, (report, stop) => CallAsync(what, report, stop)) { Target = what.Schedule, Arguments = new Dictionary<string, string> { ["schedule"] = what.Name } }, cancel);

    private async Task<RunOutcome> CallAsync(ScheduledWork what, IRunReport report, CancellationToken stop)
    {
        report.Progress("calling");
        var delivery = await SendAsync(what, stop);
        report.Line(FormattableString.Invariant($"{delivery.Method} {delivery.Url}: {(delivery.Status is { } status ? $"{status}" : "no answer")} after {delivery.Milliseconds} ms"));
        return delivery.Good
            ? new RunOutcome(RunStatus.Done, FormattableString.Invariant($"It answered {delivery.Status} after {delivery.Milliseconds} ms."))
            : new RunOutcome(RunStatus.Failed, delivery.Error!);
    }

    internal async Task<Delivery> SendAsync(ScheduledWork what, CancellationToken cancel)
    {
        var (secret, authorization) = await secrets.OpenAsync(what.Schedule!.Value, cancel);
        return await sender.SendAsync(what, secret, authorization, cancel);
    }
}
