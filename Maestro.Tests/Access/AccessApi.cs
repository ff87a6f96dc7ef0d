using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Access;

/// <summary>Access alone behind HTTP, with <c>root@example.org</c> as its administrator.</summary>
public sealed class AccessApi(Postgres postgres) : IAsyncLifetime
{
    private WebApplication app = null!;
    private Database database = null!;

    public Postbox Postbox { get; } = new();

    public Uri Address { get; private set; } = null!;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CloneAsync();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["MAESTRO_ADMIN_EMAIL"] = "root@example.org";
        builder.Configuration["MAESTRO_ADMIN_PASSWORD"] = AccessWorld.Password;
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database.Databases);
        builder.Services.AddSingleton<IMail>(Postbox);
        builder.Services.AddProblemDetails().AddExceptionHandler<ProblemHandler>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        var module = new AccessModule();
        builder.Services.AddSingleton<Maestro.Modules.Kinds.IKinds>(_ => new Maestro.Modules.Kinds.Catalogue());
        new Maestro.Modules.Files.FilesModule().AddServices(builder.Services, builder.Configuration);
        module.AddServices(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        app = builder.Build();
        app.UseExceptionHandler();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        var api = app.MapGroup("/api/v1");
        module.MapEndpoints(api);
        // What a careless module would map: no word about who may call it.
        api.MapGet("/careless", () => "secret");
        app.MapGet("/page", () => "page").RequireAuthorization();
        await app.StartAsync(Cancel);
        Address = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A caller without cookies and redirects, with a token if one is given.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Session token of a person.</summary>
    public async Task<string> SignInAsync(string email)
    {
        using var client = Client();
        var answer = await SendAsync(client, HttpMethod.Post, "auth/token", new JsonObject { ["email"] = email, ["password"] = AccessWorld.Password });
        return answer.Body!["token"]!.GetValue<string>();
    }

    /// <summary>A new person with a session.</summary>
    public async Task<(string Id, HttpClient Client)> APersonAsync(string name)
    {
        using var root = Client(await SignInAsync("root@example.org"));
        var answer = await SendAsync(root, HttpMethod.Post, "users", AccessWorld.Fields(name));
        return (answer.Body!["id"]!.GetValue<string>(), Client(await SignInAsync(AccessWorld.MailOf(name))));
    }

    public static async Task<(int Status, JsonNode? Body, HttpResponseMessage Message)> SendAsync(
        HttpClient client, HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return ((int)answer.StatusCode, isJson ? JsonNode.Parse(text) : null, answer);
    }
}
