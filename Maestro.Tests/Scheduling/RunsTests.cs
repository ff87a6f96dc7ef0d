using System.Diagnostics.Metrics;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Maestro.Modules.Scheduling.Runs;
using Maestro.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Maestro.Tests.Scheduling;

/// <summary>Long work: it is watched, it is stopped, and it always ends.</summary>
public sealed class RunsTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;
    private RunQueue queue = null!;
    private RunRegister runs = null!;
    private RunWorker? worker;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync(postgres);
        queue = new RunQueue(Options.Create(new SchedulingOptions { Workers = 1, QueueLength = 2 }));
        runs = new RunRegister(world.Get<IMaestroDbFactory>(), queue, world.Inventory, world.Get<Endings>(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
            await worker.StopAsync(default);
        worker?.Dispose();
        await world.DisposeAsync();
    }

    private async Task WorkAsync()
    {
        worker = new RunWorker(queue, world.Get<RunStore>(), new RunMeter(world.Get<IMeterFactory>(), queue), TimeProvider.System, NullLogger<RunWorker>.Instance);
        await worker.StartAsync(default);
    }

    private Task<Run> StartAsync(Func<IRunReport, CancellationToken, Task<RunOutcome>> work, IAsyncDisposable? holds = null) =>
        runs.StartAsync(world.Ana, new RunStart("import", "state.json", work) { Holds = holds }, default);

    private static async Task<RunOutcome> ForeverAsync(IRunReport report, CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return new RunOutcome(RunStatus.Done, "never");
    }

    private async Task<Run> UntilAsync(Guid id, Predicate<Run> there)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            var run = await runs.GetAsync(world.Ana, id, default);
            if (there(run))
                return run;
            await Task.Delay(50);
        }

        throw new TimeoutException();
    }

    [Fact]
    public async Task A_run_shows_its_progress_its_parts_and_its_log_and_what_came_of_it()
    {
        await WorkAsync();
        var go = new TaskCompletionSource();
        var held = new Held();
        var (plan, counted) = (Guid.CreateVersion7(), new Dictionary<string, long> { ["create"] = 3 });
        var id = (await StartAsync(async (report, stop) =>
        {
            report.Progress("reading", 1, 4);
            report.Line("web1.json: was skipped");
            report.Part(new RunPart("server-list", "aws.ec2.instances", "1/eu-west-1", RunPartStatus.NotEnabled) { Seen = 7, Message = "not here" });
            await go.Task.WaitAsync(stop);
            return new RunOutcome(RunStatus.Partial, "Nearly.") { Plan = plan, Counts = counted };
        }, held)).Id;
        var on = await UntilAsync(id, run => run.Parts.Count > 0 && run.Progress.Total is not null);
        Assert.Equal((RunStatus.Running, new RunProgress("reading", 1, 4), false), (on.Status, on.Progress, held.Dropped));
        Assert.Equal(["web1.json: was skipped"], on.Log.Select(line => line.Text));
        Assert.Equal([("server-list", "1/eu-west-1", RunPartStatus.NotEnabled, 7L, "not here")], on.Parts.Select(part => (part.Task, part.Scope, part.Status, part.Seen, part.Message!)));
        go.SetResult();
        var ended = await UntilAsync(id, run => run.Ended);
        Assert.Equal((RunStatus.Partial, "Nearly.", plan, 3L, 1), (ended.Status, ended.Message, ended.Plan, ended.Counts["create"], ended.Parts.Count));
        Assert.True(ended.FinishedAt >= ended.StartedAt && ended.StartedAt >= ended.CreatedAt);
        Assert.True(held.Dropped);
    }

    [Fact]
    public async Task A_run_that_works_stops_when_its_maker_says_so()
    {
        await WorkAsync();
        var held = new Held();
        var run = await StartAsync(ForeverAsync, held);
        await UntilAsync(run.Id, one => one.Status == RunStatus.Running);
        await runs.StopAsync(world.Ana, run.Id, default);
        var ended = await UntilAsync(run.Id, one => one.Ended);
        Assert.Equal((RunStatus.Stopped, "Stopped by Ana.", null), (ended.Status, ended.Message, ended.Plan));
        Assert.True(held.Dropped);
    }

    [Fact]
    public async Task A_stop_reaches_the_process_that_works()
    {
        await WorkAsync();
        var run = await StartAsync(ForeverAsync);
        await UntilAsync(run.Id, one => one.Status == RunStatus.Running);
        var elsewhere = new RunRegister(world.Get<IMaestroDbFactory>(), new RunQueue(Options.Create(new SchedulingOptions())), world.Inventory, world.Get<Endings>(), TimeProvider.System);
        Assert.True((await elsewhere.StopAsync(world.Admin, run.Id, default)).Stopping);
        Assert.Equal("Stopped by Administrator.", (await UntilAsync(run.Id, one => one.Ended)).Message);
    }

    [Fact]
    public async Task A_run_that_waits_is_stopped_at_once_and_never_begins()
    {
        var begun = false;
        var run = await StartAsync((_, _) =>
        {
            begun = true;
            return Task.FromResult(new RunOutcome(RunStatus.Done, ""));
        });
        Assert.Equal(RunStatus.Queued, run.Status);
        Assert.Equal((RunStatus.Stopped, "Stopped by Ana."), (await runs.StopAsync(world.Ana, run.Id, default) is var stopped ? (stopped.Status, stopped.Message!) : default));
        await WorkAsync();
        var after = await StartAsync((_, _) => Task.FromResult(new RunOutcome(RunStatus.Done, "")));
        await UntilAsync(after.Id, one => one.Ended);
        Assert.False(begun);
        Assert.Equal(RunStatus.Stopped, (await runs.GetAsync(world.Ana, run.Id, default)).Status);
    }

    [Fact]
    public async Task Whoever_may_not_read_a_run_cannot_stop_it()
    {
        var run = await StartAsync(ForeverAsync);
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => runs.StopAsync(world.Ben, run.Id, default))).Kind);
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => runs.StopAsync(world.Ana with { MayWrite = false }, run.Id, default))).Kind);
        Assert.Equal(RunStatus.Queued, (await runs.GetAsync(world.Admin, run.Id, default)).Status);
    }

    [Fact]
    public async Task An_expected_failure_is_told_and_a_fault_is_not()
    {
        await WorkAsync();
        var refused = await StartAsync((_, _) => throw Problem.Invalid("file", "is a picture"));
        var broken = await StartAsync((_, _) => throw new InvalidOperationException("secret inside"));
        var first = await UntilAsync(refused.Id, one => one.Ended);
        Assert.Equal((RunStatus.Failed, "file: is a picture", ProblemKind.Invalid), (first.Status, first.Message, first.Problem!.Kind));
        Assert.Equal(["is a picture"], first.Problem.Errors["file"]);
        var second = await UntilAsync(broken.Id, one => one.Ended);
        Assert.Equal((RunStatus.Failed, "Maestro made a mistake. It is written in its log.", null), (second.Status, second.Message, second.Problem));
    }

    [Fact]
    public async Task The_end_of_Maestro_ends_what_works_and_what_waits()
    {
        await WorkAsync();
        var works = await StartAsync(ForeverAsync);
        await UntilAsync(works.Id, one => one.Status == RunStatus.Running);
        var waits = await StartAsync(ForeverAsync);
        await worker!.StopAsync(default);
        foreach (var id in new[] { works.Id, waits.Id })
            Assert.Equal((RunStatus.Failed, "Maestro stopped."), await runs.GetAsync(world.Ana, id, default) is var run ? (run.Status, run.Message!) : default);
    }

    [Fact]
    public async Task What_a_killed_Maestro_left_behind_ends_as_failed()
    {
        var (left, alive) = (await StartAsync(ForeverAsync), await StartAsync(ForeverAsync));
        await using (var db = world.Get<IMaestroDbFactory>().Open(Actor.System("test")))
        {
            var row = await db.Set<RunRow>().SingleAsync(row => row.Id == left.Id);
            (row.Status, row.HeartbeatAt) = ("running", TimeProvider.System.GetUtcNow().AddMinutes(-1));
            await db.SaveChangesAsync();
        }

        Assert.Equal(1, await world.Get<RunStore>().SweepAsync(TimeSpan.FromSeconds(30), default));
        Assert.Equal((RunStatus.Failed, "Maestro stopped."), await runs.GetAsync(world.Ana, left.Id, default) is var run ? (run.Status, run.Message!) : default);
        Assert.Equal(RunStatus.Queued, (await runs.GetAsync(world.Ana, alive.Id, default)).Status);
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_and_leaves_no_trace()
    {
        await StartAsync(ForeverAsync);
        await StartAsync(ForeverAsync);
        var held = new Held();
        var refused = await Assert.ThrowsAsync<Problem>(() => StartAsync(ForeverAsync, held));
        Assert.Equal((ProblemKind.TooMany, true), (refused.Kind, held.Dropped));
        Assert.Equal(2, (await runs.ListAsync(world.Ana, new RunQuery(), default)).Rows.Count);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        var (first, second) = (await StartAsync(ForeverAsync), await StartAsync(ForeverAsync));
        var page = await runs.ListAsync(world.Ana, new RunQuery(1), default);
        Assert.Equal((second.Id, second.Id.ToString()), (page.Rows.Single().Id, page.Next));
        page = await runs.ListAsync(world.Ana, new RunQuery(1, page.Next), default);
        Assert.Equal((first.Id, null), (page.Rows.Single().Id, page.Next));
        Assert.Empty((await runs.ListAsync(world.Ben, new RunQuery(), default)).Rows);
        Assert.Empty((await runs.ListAsync(world.Ana, new RunQuery(Status: RunStatus.Done), default)).Rows);
        Assert.Equal(2, (await runs.ListAsync(world.Admin, new RunQuery(Type: "import", Status: RunStatus.Queued), default)).Rows.Count);
    }

    /// <summary>Notes when it is dropped.</summary>
    private sealed class Held : IAsyncDisposable
    {
        public bool Dropped { get; private set; }

        public ValueTask DisposeAsync()
        {
            Dropped = true;
            return ValueTask.CompletedTask;
        }
    }
}
