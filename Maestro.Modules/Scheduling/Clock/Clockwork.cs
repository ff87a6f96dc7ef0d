using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Firings;
using Maestro.Modules.Scheduling.Schedules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace Maestro.Modules.Scheduling.Clock;

/// <summary>
/// Runs Quartz, clustered over the same database, and keeps its triggers equal to the schedules: at start, after every change of one in
/// any process, and from time to time. Where the database is away it tries again.
/// </summary>
internal sealed class Clockwork(
    IMaestroDbFactory databases, Reconciling reconciling, FiringStore store, ScheduleBook book, Works works, Wake wake, INews news, NpgsqlDataSource source, ILoggerFactory loggers, IOptions<SchedulingOptions> options) : BackgroundService, IClock
{
    /// <summary>Any number that no other advisory lock of Maestro uses.</summary>
    private const long Turn = 0x4D41_4553_5452_4F02;
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ILogger log = loggers.CreateLogger<Clockwork>();

    public bool IsWanted => options.Value.Clock;

    public bool Ticks { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!IsWanted)
            return;
        using var hearing = news.Listen(HearAsync);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var factory = Builder().Build();
                await TickAsync(await factory.GetScheduler(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever stops the clock is logged here, which is its edge, and it is started anew.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Log.ClockStopped(log, fault);
                await wake.ClockAsync(Pause, CancellationToken.None);
            }
            finally
            {
                Ticks = false;
            }
        }
    }

    private async Task TickAsync(IScheduler scheduler, CancellationToken stopping)
    {
        await StartAsync(scheduler, stopping);
        try
        {
            while (true)
            {
                await reconciling.RunAsync(scheduler, stopping);
                Ticks = true;
                await wake.ClockAsync(Slow, stopping);
            }
        }
        finally
        {
            // What it fires is written down in a moment: waiting for that costs nothing.
            await scheduler.Shutdown(true, CancellationToken.None);
        }
    }

    // Quartz makes the tables that are missing: of several processes that start at once, one does.
    private async Task StartAsync(IScheduler scheduler, CancellationToken cancel)
    {
        await using var guard = await databases.ConnectAsync(FiringStore.Clock, cancel);
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({Turn})", guard))
            await take.ExecuteNonQueryAsync(cancel);
        try
        {
            await scheduler.Start(cancel);
        }
        finally
        {
            await using var give = new NpgsqlCommand($"select pg_advisory_unlock({Turn})", guard);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private QuartzSchedulerBuilder Builder() => QuartzSchedulerBuilder.Create(quartz =>
    {
        quartz.Services.AddSingleton(loggers);
        quartz.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        quartz.Services.AddSingleton(store);
        quartz.Services.AddSingleton(book);
        quartz.Services.AddSingleton(wake);
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "Maestro");
        quartz.UseDefaultThreadPool(4);
        quartz.UsePersistentStore(persistent =>
        {
            persistent.UsePostgres(database => database.DataSourceFactory = _ => source);
            persistent.ProvisionSchema();
            persistent.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(options.Value.CheckInSeconds);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(options.Value.CheckInSeconds);
            });
            persistent.ConfigureStore(ado =>
            {
                ado.TablePrefix = "scheduling.qrtz_";
                ado.StoreJobDataAsStrings = true;
                ado.MisfireThreshold = TimeSpan.FromSeconds(options.Value.MisfireSeconds);
            });
        });
    });

    private Task HearAsync(ChangeNews news)
    {
        if (news.Kinds.Contains(Schedule.KindName) || works.TargetKinds.Values.Any(news.Kinds.Contains))
            wake.Clock();
        return Task.CompletedTask;
    }
}
