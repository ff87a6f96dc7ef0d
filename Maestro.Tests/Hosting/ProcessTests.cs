using System.Diagnostics;
using System.Net;
using Maestro.Tests.Support;
using Maestro.Web.Hosting;
using Maestro.Web.Hosting.Cluster;
using Npgsql;

namespace Maestro.Tests.Hosting;

/// <summary>What only a real process can show: being killed, being terminated.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task After_kill_9_the_server_ends_too_and_the_next_start_finds_every_commit()
    {
        var place = new ClusterPlace(new DataFolder(folder.Path), null);
        int server;
        using (var maestro = await MaestroProcess.StartAsync(folder.Path))
        {
            server = PostmasterFile.Read(place.Pages).Process!.Value;
            await AskAsync(place, "create table kept (word text); insert into kept values ('committed')");
            await maestro.KillAsync();
        }
        await WaitForEndAsync(server);

        using var again = await MaestroProcess.StartAsync(folder.Path);
        Assert.NotEqual(server, PostmasterFile.Read(place.Pages).Process);
        Assert.Equal("committed", await AskAsync(place, "select word from kept"));
    }

    [Fact]
    public async Task On_SIGTERM_ready_answers_503_and_the_cluster_is_shut_down_cleanly()
    {
        var place = new ClusterPlace(new DataFolder(folder.Path), null);
        using var maestro = await MaestroProcess.StartAsync(folder.Path);
        var server = PostmasterFile.Read(place.Pages).Process!.Value;

        maestro.Terminate();
        HttpStatusCode? answer;
        while ((answer = await maestro.ReadyAsync()) == HttpStatusCode.OK)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer);

        Assert.Equal(0, await maestro.WaitForExitAsync());
        Assert.False(Directory.Exists($"/proc/{server}"));
        Assert.Contains("shut down\n", await StateAsync(place), StringComparison.Ordinal);
    }

    private static async Task<object?> AskAsync(ClusterPlace place, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(place.ConnectionString(EmbeddedPostgres.DatabaseName)) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static async Task WaitForEndAsync(int process)
    {
        var since = Stopwatch.GetTimestamp();
        while (Directory.Exists($"/proc/{process}"))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "The server outlived Maestro.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> StateAsync(ClusterPlace place)
    {
        using var control = Process.Start(place.User.Command(Path.Combine(place.Programs.Folder, "pg_controldata"), place.Pages))!;
        var text = await control.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return text;
    }
}
