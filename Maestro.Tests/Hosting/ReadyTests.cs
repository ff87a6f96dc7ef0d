using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Npgsql;

namespace Maestro.Tests.Hosting;

/// <summary>The doors are open before the clock of schedules has started; a load balancer waits for both.</summary>
public sealed class ReadyTests(Postgres postgres)
{
    [Fact]
    public async Task Maestro_serves_but_is_not_ready_until_the_clock_of_schedules_has_started()
    {
        await using var database = await postgres.CloneAsync();
        await using var busy = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(busy, "select pg_advisory_lock(x'4D41455354524F02'::bigint)");

        using var folder = new TemporaryFolder();
        await using var app = await App.OnAsync(database, folder);
        var ready = await app.Anonymous().GetAsync("ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var said = await ready.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal("the clock of schedules has not started", (string)said!["checks"]!["scheduler"]!);
        Assert.Equal("Healthy", await app.Anonymous().GetStringAsync("health", TestContext.Current.CancellationToken));

        await RunAsync(busy, "select pg_advisory_unlock_all()");
        Assert.Equal("ready", await app.ReadyAsync());
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
