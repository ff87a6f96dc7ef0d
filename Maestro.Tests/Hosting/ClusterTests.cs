using System.Diagnostics;
using Maestro.Tests.Support;
using Maestro.Web.Hosting;
using Maestro.Web.Hosting.Cluster;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Maestro.Tests.Hosting;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ClusterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cluster_runs_as_another_user_than_root_and_keeps_its_data()
    {
        await using (var first = await StartAsync(folder.Path))
        {
            Assert.NotEqual(0, UserOf(first.ProcessId!.Value));
            await AskAsync(first.ConnectionString, "create table kept (word text); insert into kept values ('still here')");
        }
        await using var second = await StartAsync(folder.Path);
        Assert.Equal("still here", await AskAsync(second.ConnectionString, "select word from kept"));
    }

    [Fact]
    public async Task A_cluster_is_UTF8_checks_its_pages_asks_for_a_password_and_syncs()
    {
        await using var cluster = await StartAsync(folder.Path);
        Assert.Equal("UTF8", await AskAsync(cluster.ConnectionString, "show server_encoding"));
        Assert.Equal("on", await AskAsync(cluster.ConnectionString, "show data_checksums"));
        Assert.Equal("on", await AskAsync(cluster.ConnectionString, "show fsync"));
        Assert.Equal("off", await AskAsync(cluster.ConnectionString, "show jit"));
        Assert.Equal(true, await AskAsync(cluster.ConnectionString, "select 'ä' < 'b' collate \"und-x-icu\""));
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "wrong", Pooling = false };
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(wrong.ConnectionString, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task The_keys_may_be_read_by_their_owner_only()
    {
        await using var cluster = await StartAsync(folder.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "keys", "cluster-password")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder.Path, "keys")));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_uses_a_loopback_port()
    {
        var deep = Path.Combine(folder.Path, new string('d', 90));
        await using var cluster = await StartAsync(deep);
        Assert.False(cluster.Place.UsesSocket);
        Assert.Contains("Host=127.0.0.1", cluster.ConnectionString, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync(cluster.ConnectionString, "select 1"));
    }

    [Fact]
    public void A_folder_that_the_servers_user_may_not_enter_is_refused_by_name()
    {
        Assert.SkipUnless(Unix.IsRoot, "Only root runs the server as another user.");
        var closed = Path.Combine(folder.Path, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var refusal = Assert.Throws<StartRefused>(() => Place(Path.Combine(closed, "data")));
        Assert.Contains($"may not enter {closed}.", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_Maestro_on_the_same_folder_is_refused_and_disturbs_nothing()
    {
        await using var first = await StartAsync(folder.Path);
        var refusal = await Assert.ThrowsAsync<StartRefused>(() => StartAsync(folder.Path));
        Assert.Contains($"another Maestro is running on {folder.Path}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync(first.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task An_orphan_is_ended_before_a_new_server_is_started()
    {
        await using (await StartAsync(folder.Path))
        {
        }
        var place = Place(folder.Path);
        // As one that an earlier Maestro left behind: nothing binds its life to ours.
        using var orphan = Process.Start(place.User.Command(place.Programs.Server, place.ServerArguments()))!;
        while (!PostmasterFile.Read(place.Pages).IsReady(orphan.Id))
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await using var cluster = await StartAsync(folder.Path);
        Assert.True(orphan.HasExited);
        Assert.NotEqual(orphan.Id, cluster.ProcessId);
        Assert.Equal(1, await AskAsync(cluster.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task A_password_that_is_not_the_clusters_is_refused_by_name()
    {
        await using (await StartAsync(folder.Path))
        {
        }
        File.Delete(Path.Combine(folder.Path, "keys", "cluster-password"));
        var refusal = await Assert.ThrowsAsync<StartRefused>(() => StartAsync(folder.Path));
        Assert.Contains("cluster-password", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configured_folder_without_a_server_is_refused_by_name()
    {
        var refusal = Assert.Throws<StartRefused>(() => Binaries.Find(folder.Path, null));
        Assert.StartsWith("Postgres:BinDirectory:", refusal.Message, StringComparison.Ordinal);
    }

    private static ClusterPlace Place(string data) => new(new DataFolder(data), null);

    private static async Task<EmbeddedPostgres> StartAsync(string data)
    {
        var cluster = new EmbeddedPostgres(Place(data), NullLogger<EmbeddedPostgres>.Instance);
        try
        {
            await cluster.StartAsync(TestContext.Current.CancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static async Task<object?> AskAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static int UserOf(int process) =>
        int.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1], System.Globalization.CultureInfo.InvariantCulture);
}
