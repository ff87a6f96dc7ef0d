using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Support;

/// <summary>A call that a webhook has made.</summary>
public sealed record Heard(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At);

/// <summary>Another program, on a loopback port, that webhooks call. What it answers can be changed while it runs.</summary>
public sealed class HookServer : IAsyncDisposable
{
    private readonly WebApplication host;

    private HookServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        host = builder.Build();
        host.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            Calls.Enqueue(new Heard(context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body, TimeProvider.System.GetUtcNow()));
            await Answer(context);
        });
    }

    public ConcurrentQueue<Heard> Calls { get; } = [];

    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("thank you");

    public string Url => host.Urls.First();

    public static async Task<HookServer> StartAsync()
    {
        var server = new HookServer();
        await server.host.StartAsync();
        return server;
    }

    /// <summary>Waits until so many calls to a path have come.</summary>
    public async Task<IReadOnlyList<Heard>> UntilAsync(string path, int count, int seconds = 150)
    {
        for (var tries = 0; tries < seconds * 20; tries++)
        {
            var heard = Calls.Where(call => call.Path.StartsWith(path, StringComparison.Ordinal)).ToList();
            if (heard.Count >= count)
                return heard;
            await Task.Delay(50);
        }

        throw new TimeoutException($"{path} was not called {count} times but {Calls.Count(call => call.Path.StartsWith(path, StringComparison.Ordinal))}.");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
