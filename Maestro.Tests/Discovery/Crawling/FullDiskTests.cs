using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;
using static Maestro.Tests.Discovery.Crawling.KilledCrawlTests;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>A data folder on a disk that fills up while a crawl writes into the cluster in it.</summary>
public sealed class FullDiskTests
{
    private const int Megabytes = 320;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_retires_nothing_the_run_says_so_and_the_next_crawl_repairs()
    {
        using var folder = new TemporaryFolder();
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=755", "tmpfs", folder.Path), "This machine does not let a test mount a small disk.");
        try
        {
            await FillAsync(folder.Path);
        }
        finally
        {
            await RunAsync("umount", "--lazy", folder.Path);
        }
    }

    private static async Task FillAsync(string disk)
    {
        await using var server = await ProviderServer.StartAsync("digitalocean");
        var names = "node";
        server.Troubles = (ask, _) => Account(ask, TimeSpan.FromMilliseconds(20)) is { } page ? page with { Body = page.Body.Replace("\"node-", $"\"{names}-", StringComparison.Ordinal) } : null;
        string[] arguments = [$"--MAESTRO_ADMIN_EMAIL={App.AdminEmail}", $"--MAESTRO_ADMIN_PASSWORD={App.AdminPassword}", "--Discovery:PaceFactor=1000"];
        var maestro = await MaestroProcess.StartAsync(disk, arguments);
        try
        {
            using var before = await SignInAsync(maestro.Address);
            var datacenter = await PostAsync(before, "datacenters", new { name = "Cloud", provider = "Digital Ocean" });
            var connection = (string)(await PostAsync(before, "connections", new { name = "Account", provider = "digitalocean", datacenter = (string)datacenter["id"]!, endpoint = server.Address.GetLeftPart(UriPartial.Authority), credentials = new { token = "t" }, schedules = false }))["id"]!;
            Assert.Equal("done", (string)(await CrawlAsync(before, connection))["status"]!);

            // All but a little of the disk is taken by somebody else; every server has changed meanwhile.
            names = "renamed";
            var filler = Path.Combine(disk, "filler");
            var free = new DriveInfo(disk).AvailableFreeSpace;
            await RunAsync("fallocate", "-l", $"{free - 512_000}", filler);
            var cut = (string)(await PostAsync(before, $"connections/{connection}/crawl", new { tasks = new[] { "server-list" } }))["id"]!;
            var ended = await EndOrDieAsync(before, cut);
            File.Delete(filler);
            if (ended is null)
            {
                // The database could not even go on: Maestro ends with it, and is started again, as a service manager does.
                maestro.Dispose();
                maestro = await MaestroProcess.StartAsync(disk, arguments);
            }

            using var after = await SignInAsync(maestro.Address);
            var said = await EndAsync(after, cut);
            Assert.Equal("failed", (string)said["status"]!);
            Assert.Contains(ended is null ? "Maestro" : "disk of the database is full", (string)said["message"]!, StringComparison.Ordinal);
            var servers = await GetAsync(after, "servers?limit=1000&active=false");
            Assert.Empty((JsonArray)servers["results"]!);

            var part = ((JsonArray)(await CrawlAsync(after, connection))["parts"]!).Single(one => (string)one!["resource"]! == "digitalocean.droplets")!;
            Assert.Equal(("complete", Pages * PerPage, 0, 0, 0), ((string)part["status"]!, (int)part["seen"]!, (int)part["created"]!, (int)part["missing"]!, (int)part["gone"]!));
            Assert.Equal(50, ((JsonArray)(await GetAsync(after, "servers?name__isw=renamed-&limit=50"))["results"]!).Count);
        }
        finally
        {
            maestro.Dispose();
        }
    }

    private static async Task<JsonObject> CrawlAsync(HttpClient client, string connection) =>
        await EndAsync(client, (string)(await PostAsync(client, $"connections/{connection}/crawl", new { tasks = new[] { "server-list" } }))["id"]!);

    private static async Task<JsonObject?> EndOrDieAsync(HttpClient client, string run)
    {
        try
        {
            return await EndAsync(client, run);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancel);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
