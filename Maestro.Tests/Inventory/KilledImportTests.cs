using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>kill -9 in the middle of an import, on the embedded cluster of a real process.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 10_000;

    [Fact]
    public async Task After_kill_9_during_an_import_either_all_of_the_change_set_is_there_or_nothing()
    {
        using var folder = new TemporaryFolder();
        using var first = await Maestro.StartAsync(folder.Path);
        var csv = new StringBuilder("name,hostname,ipv4_private,cpu\n");
        for (var at = 0; at < Rows; at++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"killed-{at},killed-{at}.example.org,10.1.{at / 250}.{at % 250},4\n");
        var planned = await first.Http.PostAsync("api/v1/imports?source=csv&kind=servers", new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"));
        var plan = (await planned.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(Rows, plan["counts"]!["create"]!.GetValue<int>());

        var applying = first.Http.PostAsync($"api/v1/plans/{plan["id"]!.GetValue<string>()}/apply", null);
        await Task.Delay(700);
        first.Kill();
        await Assert.ThrowsAnyAsync<Exception>(() => applying);

        using var second = await Maestro.StartAsync(folder.Path);
        var count = (await second.Http.GetFromJsonAsync<JsonObject>("api/v1/servers?hostname__isw=killed-&limit=1"))!["count"]!.GetValue<int>();
        var sets = (await second.Http.GetFromJsonAsync<JsonObject>("api/v1/change-sets"))!["results"]!.AsArray();
        if (count == 0)
            Assert.DoesNotContain(sets, set => set!["plan"]?.GetValue<string>() == plan["id"]!.GetValue<string>());
        else
            Assert.Equal(Rows, Assert.Single(sets, set => set!["plan"]?.GetValue<string>() == plan["id"]!.GetValue<string>())!["count"]!.GetValue<int>());
        Assert.True((await second.Http.GetAsync("ready")).IsSuccessStatusCode);

        // The plan is still there, or applied: nothing has to be uploaded again.
        if (count == 0)
            Assert.True((await second.Http.PostAsync($"api/v1/plans/{plan["id"]!.GetValue<string>()}/apply", null)).IsSuccessStatusCode);
    }

    /// <summary>Maestro as a process of its own.</summary>
    private sealed class Maestro : IDisposable
    {
        private readonly Process process;

        private Maestro(Process process, Uri address)
        {
            this.process = process;
            Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };
        }

        internal HttpClient Http { get; }

        internal static async Task<Maestro> StartAsync(string folder)
        {
            var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "Maestro.Web.dll")}\"") { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            start.Environment["MAESTRO_DATA"] = folder;
            start.Environment["MAESTRO_ADMIN_EMAIL"] = App.AdminEmail;
            start.Environment["MAESTRO_ADMIN_PASSWORD"] = App.AdminPassword;
            var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var address = await AddressAsync(process);
            var maestro = new Maestro(process, address);
            var answer = await maestro.Http.PostAsJsonAsync("api/v1/auth/token", new { email = App.AdminEmail, password = App.AdminPassword });
            var token = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
            maestro.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return maestro;
        }

        private static async Task<Uri> AddressAsync(Process process)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            var log = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                log.AppendLine(line);
                if (System.Text.RegularExpressions.Regex.Match(line, @"http://127\.0\.0\.1:\d+") is { Success: true } found)
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new Uri(found.Value + "/");
                }
            }

            throw new InvalidOperationException($"Maestro did not start:\n{log}");
        }

        internal void Kill() => process.Kill();

        public void Dispose()
        {
            Http.Dispose();
            if (!process.HasExited)
            {
                // SIGTERM, so that the cluster stops in order.
                using var kill = Process.Start("kill", $"-TERM {process.Id}");
                kill.WaitForExit();
                if (!process.WaitForExit(30_000))
                    process.Kill();
            }

            process.Dispose();
        }
    }
}
