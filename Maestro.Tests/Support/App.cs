using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Web.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Maestro.Tests.Support;

/// <summary>
/// The real Maestro in this process, on a loopback port, against a database and a data folder of its own. The first
/// administrator is made from settings, as an operator would.
/// </summary>
public sealed class App : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.org";
    public const string AdminPassword = "correct horse battery";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder folder;
    private readonly Database database;
    private readonly bool guest;
    private readonly WebApplication host;
    private readonly List<HttpClient> clients = [];

    private App(Database database, string[] settings, Action<WebApplicationBuilder>? hook, TemporaryFolder? shared = null)
    {
        (this.database, folder, guest) = (database, shared ?? new TemporaryFolder(), shared is not null);
        host = MaestroHost.Build(
        [
            "--urls=http://127.0.0.1:0",
            $"--MAESTRO_DATA={folder.Path}",
            $"--ConnectionStrings:Maestro={database.ConnectionString}",
            $"--MAESTRO_ADMIN_EMAIL={AdminEmail}",
            $"--MAESTRO_ADMIN_PASSWORD={AdminPassword}",
            "--Logging:LogLevel:Default=Warning",
            .. settings,
        ], hook);
    }

    /// <summary>Starts one of several on a database and a data folder that are somebody else's.</summary>
    public static async Task<App> OnAsync(Database database, TemporaryFolder folder, string[]? settings = null)
    {
        var app = new App(database, settings ?? [], null, folder);
        await MaestroHost.StartAsync(app.host, CancellationToken.None);
        return app;
    }

    /// <summary>Starts one. <paramref name="settings"/> are like <c>--Access:SessionDays=1</c>; <paramref name="hook"/> replaces services.</summary>
    public static async Task<App> StartAsync(Postgres postgres, string[]? settings = null, Action<WebApplicationBuilder>? hook = null)
    {
        var app = new App(await postgres.CloneAsync(), settings ?? [], hook);
        try
        {
            await MaestroHost.StartAsync(app.host, CancellationToken.None);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where it listens, with a closing slash.</summary>
    public Uri Address => new(host.Urls.First().TrimEnd('/') + "/");

    public IServiceProvider Services => host.Services;

    /// <summary>The database it runs on.</summary>
    public Database Database => database;

    /// <summary>Waits until <c>/ready</c> answers 200 and gives its word: the clock of schedules starts after the doors are open.</summary>
    public async Task<string> ReadyAsync(string path = "ready")
    {
        var client = Anonymous();
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await client.GetAsync(path);
            if (answer.IsSuccessStatusCode || Stopwatch.GetElapsedTime(since) > Patience)
                return (string)(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["status"]!;
            await Task.Delay(100);
        }
    }

    /// <summary>A client that is nobody.</summary>
    public HttpClient Anonymous()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    /// <summary>A client signed in by <c>POST /auth/token</c>, as the first administrator unless told otherwise.</summary>
    public async Task<HttpClient> SignInAsync(string email = AdminEmail, string password = AdminPassword)
    {
        var client = Anonymous();
        var answer = await client.PostAsJsonAsync("api/v1/auth/token", new { email, password });
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"Signing in as {email}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)body!["token"]!);
        return client;
    }

    /// <summary>Makes a user (password <see cref="AdminPassword"/>) and signs it in.</summary>
    public async Task<HttpClient> SignInNewUserAsync(string email)
    {
        var admin = await SignInAsync();
        var answer = await admin.PostAsJsonAsync("api/v1/users", new { name = email.Split('@')[0], email, password = AdminPassword });
        answer.EnsureSuccessStatusCode();
        return await SignInAsync(email);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        if (guest)
            return;
        await database.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>One Maestro for all tests of a class: <c>IClassFixture&lt;SharedApp&gt;</c>.</summary>
public sealed class SharedApp(Postgres postgres) : IAsyncLifetime
{
    private App? app;

    public App App => app ?? throw new InvalidOperationException("Not started yet.");

    public async ValueTask InitializeAsync() => app = await App.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }
}
