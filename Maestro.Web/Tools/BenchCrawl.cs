using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Maestro.Web.Tools;

/// <summary>Crawls an account of many instances, that a server over loopback plays, through the whole of a crawl: paging, translating, writing, sweeping.</summary>
internal sealed class BenchCrawl(HttpClient http, int instances) : IAsyncDisposable
{
    private const int PerPage = 200;
    private WebApplication? provider;
    private string connection = "";

    internal async Task ConnectAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        provider = builder.Build();
        provider.MapGet("/v2/account", () => Results.Text("{\"account\": {\"uuid\": \"bench\", \"email\": \"bench@example.org\"}}", "application/json"));
        provider.MapGet("/v2/droplets", (int page) => Results.Text(PageOf(page), "application/json"));
        await provider.StartAsync(cancel);
        var datacenter = await PostAsync("datacenters", new { name = "Bench cloud", provider = "Digital Ocean" }, cancel);
        connection = (string)(await PostAsync("connections", new { name = "Bench account", provider = "digitalocean", datacenter = (string)datacenter["id"]!, endpoint = provider.Urls.First(), credentials = new { token = "t" }, schedules = false }, cancel))["id"]!;
    }

    /// <summary>One crawl to its end. Throws where it does not see every instance.</summary>
    internal async Task CrawlAsync(CancellationToken cancel)
    {
        var run = (string)(await PostAsync($"connections/{connection}/crawl", new { tasks = new[] { "server-list" } }, cancel))["id"]!;
        JsonObject json;
        do
        {
            await Task.Delay(50, cancel);
            json = (await http.GetFromJsonAsync<JsonObject>($"/api/v1/runs/{run}", cancel))!;
        }
        while ((string)json["status"]! is "queued" or "running");
        if ((string)json["status"]! != "done" || (long)json["counts"]!["seen"]! != instances)
            throw new InvalidOperationException($"The crawl went wrong: {json["message"]}");
    }

    private string PageOf(int page)
    {
        var droplets = Enumerable.Range((page - 1) * PerPage, Math.Min(PerPage, instances - ((page - 1) * PerPage))).Select(at => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"id": {{{at + 1}}}, "name": "crawled-{{{at}}}", "status": "active", "vcpus": 2, "memory": 4096, "disk": 80, "size_slug": "s-2vcpu-4gb", "region": {"slug": "ams3"}, "image": {"distribution": "Debian", "name": "12 x64"}, "tags": ["env:prod"], "networks": {"v4": [{"ip_address": "10.{{{100 + (at / 62_500)}}}.{{{at / 250 % 250}}}.{{{(at % 250) + 1}}}", "type": "private"}]}}"""));
        var next = page * PerPage < instances ? "{\"pages\": {\"next\": \"x\"}}" : "{}";
        return new StringBuilder("{\"droplets\": [").AppendJoin(',', droplets).Append(CultureInfo.InvariantCulture, $"], \"links\": {next}}}").ToString();
    }

    private async Task<JsonObject> PostAsync(string path, object body, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/{path}", body, cancel);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (provider is not null)
            await provider.DisposeAsync();
    }
}
