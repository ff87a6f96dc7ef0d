using System.Runtime.InteropServices;
using Maestro.Modules.Scheduling;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;

namespace Maestro.Web.Hosting;

/// <summary>
/// <c>/health</c> (the process lives), <c>/ready</c> (every check tagged <c>ready</c> passes and nobody has asked to
/// stop) and <c>/metrics</c> (Prometheus text).
/// </summary>
internal static class HealthSetup
{
    private const string ReadyTag = "ready";

    public static void UseMaestroHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks()
            .AddCheck<Stopping>("stopping", tags: [ReadyTag])
            .AddCheck<DatabaseAnswers>("database", tags: [ReadyTag], timeout: TimeSpan.FromSeconds(3))
            .AddCheck<ClockTicks>("scheduler", tags: [ReadyTag]);
        builder.Services.AddHostedService<Drain>();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddMeter("Npgsql", "Maestro.*")
            .AddPrometheusExporter());
    }

    public static void MapMaestroHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status == HealthStatus.Healthy ? "ready" : "not ready",
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? entry.Value.Status.ToString().ToLowerInvariant()),
    });
}

/// <summary>Not ready from the moment somebody asked Maestro to stop.</summary>
internal sealed class Stopping(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("Maestro is stopping") : HealthCheckResult.Healthy());
}

internal sealed class DatabaseAnswers(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var ask = source.CreateCommand("select 1");
            await ask.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer");
        }
    }
}

/// <summary>The times of schedules come, here or, where the settings say so, elsewhere.</summary>
internal sealed class ClockTicks(IClock clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(clock.Ticks || !clock.IsWanted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the clock of schedules has not started"));
}

/// <summary>
/// On SIGTERM keeps serving for a moment, so that a load balancer reads the 503 of <c>/ready</c> before the socket
/// closes. Ctrl+C stops without it.
/// </summary>
internal sealed class Drain(IConfiguration configuration, ILogger<Drain> log) : IHostedLifecycleService, IDisposable
{
    private const double DefaultSeconds = 2;
    private volatile bool terminated;
    private PosixSignalRegistration? registration;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => terminated = true);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (!terminated)
            return;
        var seconds = configuration.GetValue("Hosting:DrainSeconds", DefaultSeconds);
        Log.Draining(log, seconds);
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registration?.Dispose();
}
