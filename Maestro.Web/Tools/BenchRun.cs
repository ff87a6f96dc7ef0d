using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Web.Tools;

/// <summary>The measurements themselves, in the order in which the estate grows.</summary>
internal sealed class BenchRun(WebApplication host, int records, string data, string connection) : IDisposable
{
    internal const string Email = "bench@example.org";
    internal const string Password = "a bench needs no secret";
    private const int Batch = 1_000; // as many as a crawl writes at once
    private const int Teams = 200;
    private const int Instances = 10_000;

    private readonly IInventory inventory = host.Services.GetRequiredService<IInventory>();
    private readonly IPlanning planning = host.Services.GetRequiredService<IPlanning>();
    private readonly List<Measure> results = [];
    private readonly Guid[] teams = [.. Enumerable.Range(0, Teams).Select(_ => Guid.CreateVersion7())];
    private Actor actor = null!;
    private HttpClient http = null!;

    public void Dispose() => http?.Dispose();

    internal async Task<List<Measure>> RunAsync(CancellationToken cancel)
    {
        await PeopleAsync(cancel);
        await FillAsync(cancel);
        await ListsAsync(cancel);
        await WritesAsync(cancel);
        await FilesAsync(cancel);
        await CrawlAsync(cancel);
        await AsOfAsync(cancel);
        Memory();
        await PagesAsync(cancel);
        return results;
    }

    // A person with 5 of 200 teams, who sees a few percent of everything.
    private async Task PeopleAsync(CancellationToken cancel)
    {
        http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(host.Urls.First()) };
        var signedIn = await http.PostAsJsonAsync("/api/v1/auth/token", new { email = Email, password = Password }, cancel);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await signedIn.Content.ReadFromJsonAsync<JsonObject>(cancel))!["token"]!);
        var made = await http.PostAsJsonAsync("/api/v1/users", new { name = "reader", email = "reader@example.org", password = Password }, cancel);
        var user = (Guid)(await made.Content.ReadFromJsonAsync<JsonObject>(cancel))!["id"]!;
        for (var at = 0; at < 5; at++)
        {
            var team = await http.PostAsJsonAsync("/api/v1/teams", new { name = $"team {at}" }, cancel);
            teams[at] = (Guid)(await team.Content.ReadFromJsonAsync<JsonObject>(cancel))!["id"]!;
            var admin = (await http.GetFromJsonAsync<JsonObject>("/api/v1/me", cancel))!;
            var me = (admin["user"]?["id"] ?? admin["id"])!.GetValue<string>();
            await http.PutAsJsonAsync($"/api/v1/teams/{teams[at]}/members", new JsonArray(new JsonObject { ["id"] = me, ["level"] = "admin" }, new JsonObject { ["id"] = user.ToString(), ["level"] = "write" }), cancel);
        }

        actor = (await host.Services.GetRequiredService<IAccess>().ActorOfAsync(user, null, cancel))!;
        var token = await http.PostAsJsonAsync("/api/v1/auth/token", new { email = "reader@example.org", password = Password }, cancel);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await token.Content.ReadFromJsonAsync<JsonObject>(cancel))!["token"]!);
    }

    private async Task FillAsync(CancellationToken cancel)
    {
        await ImportAsync(0, Math.Min(2_000, records), 0, cancel);
        var fresh = await TimeAsync(() => ImportAllAsync(2_000, records, 0, cancel));
        Rate("Crawl upsert, new with links", records - 2_000, fresh, 2_000, 4_000);
        await ExecuteAsync("vacuum analyze", cancel);
        var part = Math.Min(records, 40_000);
        Rate("Crawl upsert, unchanged", part, await TimeAsync(() => ImportAllAsync(0, part, 0, cancel)), 10_000, 20_000);
        Rate("Crawl upsert, changed", part / 2, await TimeAsync(() => ImportAllAsync(0, part / 2, 1, cancel)), 2_000, 4_000);
        await ExecuteAsync("vacuum analyze", cancel);
    }

    private async Task ImportAllAsync(int from, int to, int turn, CancellationToken cancel)
    {
        // Batches end at multiples of their size: a thing is always reported by the same owner. Two go at a time, as the
        // parts of a crawl do.
        var starts = new List<int>();
        for (var at = from; at < to; at = (at / Batch + 1) * Batch)
            starts.Add(at);
        await Parallel.ForEachAsync(starts, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel },
            async (at, stop) => await ImportAsync(at, Math.Min(Batch - (at % Batch), to - at), turn, stop));
    }

    private async Task ImportAsync(int from, int count, int turn, CancellationToken cancel)
    {
        var machine = Actor.System("bench");
        var origin = new Origin { Provider = "aws", Key = "bench", Name = "AWS bench", Owner = Subject.Team(teams[from / Batch % Teams]), Tolerant = true };
        var plan = await planning.PlanAsync(machine, origin, BenchEstate.Drafts(from, count, turn), new PlanOptions { Title = "Crawl", Match = true }, cancel);
        await planning.ApplyAsync(machine, plan, new ApplyOptions(), cancel);
    }

    private async Task ListsAsync(CancellationToken cancel)
    {
        var filter = new Filter.Test("environment", "", ["Production"]);
        var page = new Query { Kind = "server", Filter = filter, Order = [new("name", false)] };
        await SpreadAsync(cancel);
        var factor = records > 200_000 ? 2 : 1;
        Latency("List page, 50 rows, 5 teams, filter and sort", await P95Async(200, () => inventory.ListAsync(actor, page with { Counted = false }, cancel)), 15 * factor);
        Latency("The same over HTTP with its count", await P95Async(200, () => http.GetStringAsync("/api/v1/servers?environment=Production&ordering=name", cancel)), 30 * factor);
        var (second, deep) = await WalkAsync(page, cancel);
        results.Add(new("Cursor page far down against page 2", deep / second, Ms(deep) + " against " + Ms(second), "as fast", deep <= Math.Max(second * 1.5, second + 2)));
        Latency("Search q", await P95Async(100, () => inventory.SearchAsync(actor, "srv 77", null, 50, cancel)), 30);
        Latency("Search q, nothing found", await P95Async(50, () => inventory.SearchAsync(actor, "zzzqqq", null, 50, cancel)), 30);
        await CpuAsync("CPU of a list of 50 (app and database)", 200, 18, () => http.GetStringAsync("/api/v1/servers?environment=Production&ordering=name", cancel), cancel);
    }

    // Grants as teams hold them: each record belongs to one of 200 teams.
    private async Task SpreadAsync(CancellationToken cancel)
    {
        await ExecuteAsync($"""
            update inventory.records r set readers = array[t.id] from (select i, id from unnest(array[{string.Join(',', teams.Select(id => $"'{id}'::uuid"))}]) with ordinality x(id, i)) t
            where r.owner_type = 'team' and t.i = 1 + abs(hashtext(r.id::text)) % {Teams}
            """, cancel);
        await ExecuteAsync("delete from access.grants; insert into access.grants (record_id, subject_type, subject_id, level) select id, 'team', readers[1], 7 from inventory.records where owner_type = 'team'", cancel);
        await ExecuteAsync("vacuum analyze", cancel);
    }

    private async Task<(double Second, double Deep)> WalkAsync(Query page, CancellationToken cancel)
    {
        var walk = page with { Cursor = "", Counted = false };
        var first = await inventory.ListAsync(actor, walk, cancel);
        if (first.Next is null)
            return (1, 1);
        var second = await P95Async(100, () => inventory.ListAsync(actor, walk with { Cursor = first.Next }, cancel));
        var cursor = first.Next;
        for (var at = 0; at < 1_000; at++)
        {
            var next = (await inventory.ListAsync(actor, walk with { Cursor = cursor }, cancel)).Next;
            if (next is null)
                break;
            cursor = next;
        }

        return (second, await P95Async(100, () => inventory.ListAsync(actor, walk with { Cursor = cursor }, cancel)));
    }

    private async Task WritesAsync(CancellationToken cancel)
    {
        var made = new List<Guid>();
        var number = 0;
        async Task CreateAsync()
        {
            var body = new JsonObject { ["name"] = $"bench-{number}", ["ipv4_private"] = $"172.16.{number / 250}.{number++ % 250}", ["cpu"] = 4, ["environment"] = "Production" };
            var plan = await planning.PlanAsync(actor, Origin.Person(actor), [new Draft("server") { Fields = body }], new PlanOptions(), cancel);
            made.Add((await planning.ApplyAsync(actor, plan, new ApplyOptions(), cancel)).Ids[0]);
        }

        await P95Async(20, CreateAsync);
        Latency("Write one record with its change", await P95Async(200, CreateAsync), 15);
        await CpuAsync("CPU of a get", 300, 3, () => http.GetStringAsync($"/api/v1/servers/{made[number % made.Count]}", cancel), cancel);
        await CpuAsync("CPU of a create with history", 200, 6, () => http.PostAsJsonAsync("/api/v1/servers", new { name = $"http-{number++}", cpu = 4, environment = "Production" }, cancel), cancel);
    }

    private async Task FilesAsync(CancellationToken cancel)
    {
        var exchange = host.Services.GetRequiredService<IExchange>();
        var csv = new StringBuilder("name,hostname,ipv4_private,cpu,memory,environment,os.dist\n");
        for (var at = 0; at < 10_000; at++)
            csv.Append(CultureInfo.InvariantCulture, $"csv-{at},csv-{at}.example.org,192.168.{at / 250}.{at % 250},4,16,Production,Debian\n");
        Plan plan = null!;
        var planned = await TimeAsync(async () =>
        {
            var drafts = await exchange.ReadCsvAsync("server", new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())), cancel);
            plan = await planning.PlanAsync(actor, Origin.Person(actor), drafts, new PlanOptions { Match = true, Store = true }, cancel);
        });
        Seconds("Plan of 10,000 CSV rows", planned, 3);
        Seconds("Apply of it", await TimeAsync(() => planning.ApplyAsync(actor, plan.Id, new ApplyOptions(), cancel)), 5);
        var admin = Actor.System("export");
        var query = new Query { Kind = "server" };
        var count = (await inventory.CountAsync(admin, query, cancel)).Count;
        string[] few = ["name", "hostname", "ipv4_private", "status", "environment", "role", "cpu", "memory", "os.dist"];
        Rate("CSV export, 10 columns", count, await TimeAsync(() => exchange.ExportAsync(admin, query, ExportFormat.Csv, few, Stream.Null, cancel)), 50_000, 50_000);
        Rate("CSV export, whole records", count, await TimeAsync(() => exchange.ExportAsync(admin, query, ExportFormat.Csv, null, Stream.Null, cancel)), 15_000, 15_000);
    }

    // A tenth of everything changes after a moment; lists of that moment are asked for.
    // A whole crawl, as a person starts it: the provider's pages, translation, batches, sweep.
    private async Task CrawlAsync(CancellationToken cancel)
    {
        await using var crawl = new BenchCrawl(http, Instances);
        await crawl.ConnectAsync(cancel);
        Seconds($"Crawl of {Instances.ToString("N0", CultureInfo.InvariantCulture)} instances, all new", await TimeAsync(() => crawl.CrawlAsync(cancel)), 30);
        Seconds("The same again, nothing changed", await TimeAsync(() => crawl.CrawlAsync(cancel)), 10);
    }

    private async Task AsOfAsync(CancellationToken cancel)
    {
        var then = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await ImportAllAsync(records - (records / 10), records, 2, cancel);
        await SpreadAsync(cancel);
        await ExecuteAsync("vacuum analyze", cancel);
        var live = new Query { Kind = "server", Filter = new Filter.Test("environment", "", ["Production"]), Order = [new("name", false)], Counted = false };
        var now = await P95Async(100, () => inventory.ListAsync(actor, live, cancel));
        var past = await P95Async(100, () => inventory.ListAsync(actor, live with { At = then }, cancel));
        results.Add(new("As-of list, 10 % changed since", past / now, Ms(past) + " against " + Ms(now), "≤ 2 × live", past <= now * 2));
    }

    private void Memory()
    {
        GC.Collect();
        var megabytes = Process.GetCurrentProcess().WorkingSet64 / 1_048_576.0;
        results.Add(new("Memory of the process after all this", megabytes, string.Create(CultureInfo.InvariantCulture, $"{megabytes:N0} MB"), "≤ 400 MB", megabytes <= 400));
    }

    // What an operator sees: a fresh process, twenty people with a page open each.
    private async Task PagesAsync(CancellationToken cancel)
    {
        await using var second = await BenchProcess.StartAsync(data, connection, cancel);
        Seconds("Start to /ready, database there", second.ReadyAfter, 3);
        var session = http.DefaultRequestHeaders.Authorization!.Parameter!;
        string[] pages = ["", "inventory/servers?environment=Production&ordering=name", "inventory/applications", "history", "inventory/servers?q=srv"];
        var open = new List<BenchCircuit>();
        try
        {
            for (var at = 0; at < 20; at++)
                open.Add(await BenchCircuit.OpenAsync(second.Http, session, pages[at % pages.Length], cancel));
            await Task.Delay(TimeSpan.FromSeconds(10), cancel);
            if (open.Any(circuit => circuit.Drawings == 0))
                throw new InvalidOperationException("A page that bench opened was never drawn.");
            var megabytes = second.Megabytes;
            results.Add(new("Memory of a process with 20 open pages", megabytes, string.Create(CultureInfo.InvariantCulture, $"{megabytes:N0} MB"), "≤ 400 MB", megabytes <= 400));
        }
        finally
        {
            foreach (var circuit in open)
                await circuit.DisposeAsync();
        }
    }

    private async Task CpuAsync(string work, int times, double reach, Func<Task> act, CancellationToken cancel)
    {
        for (var at = 0; at < 10; at++)
            await act();
        var before = await CpuTimeAsync(cancel);
        for (var at = 0; at < times; at++)
            await act();
        var spent = (await CpuTimeAsync(cancel) - before).TotalMilliseconds / times;
        results.Add(new(work, spent, Ms(spent), string.Create(CultureInfo.InvariantCulture, $"≤ {reach:0} ms"), spent <= reach));
    }

    // This process and every server process of PostgreSQL.
    private static async Task<TimeSpan> CpuTimeAsync(CancellationToken cancel)
    {
        var total = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var process in Process.GetProcessesByName("postgres"))
        {
            using (process)
                total += process.HasExited ? TimeSpan.Zero : process.TotalProcessorTime;
        }

        await Task.CompletedTask.WaitAsync(cancel);
        return total;
    }

    private static async Task<double> P95Async(int times, Func<Task> act)
    {
        for (var at = 0; at < 10; at++)
            await act();
        var spent = new double[times];
        for (var at = 0; at < times; at++)
            spent[at] = (await TimeAsync(act)).TotalMilliseconds;
        Array.Sort(spent);
        return spent[(int)(times * 0.95)];
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start);
    }

    private void Latency(string work, double p95, double reach) =>
        results.Add(new(work, p95, "p95 " + Ms(p95), string.Create(CultureInfo.InvariantCulture, $"p95 ≤ {reach:0} ms"), p95 <= reach));

    private void Seconds(string work, TimeSpan spent, double reach) =>
        results.Add(new(work, spent.TotalSeconds, string.Create(CultureInfo.InvariantCulture, $"{spent.TotalSeconds:0.0} s"), string.Create(CultureInfo.InvariantCulture, $"≤ {reach:0} s"), spent.TotalSeconds <= reach));

    private void Rate(string work, long count, TimeSpan spent, double floor, double aim)
    {
        var rate = count / spent.TotalSeconds;
        results.Add(new(work, rate, string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s"), floor < aim ? string.Create(CultureInfo.InvariantCulture, $"floor {floor:N0}, aim {aim:N0}/s") : string.Create(CultureInfo.InvariantCulture, $"≥ {floor:N0}/s"), rate >= floor));
    }

    private static string Ms(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var connection = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
