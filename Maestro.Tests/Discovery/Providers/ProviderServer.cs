using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What a provider's server does instead of answering as recorded.</summary>
/// <param name="Status">Status to answer.</param>
/// <param name="Body">Body to answer.</param>
internal sealed record Trouble(HttpStatusCode Status, string Body = "")
{
    public string? RetryAfter { get; init; }

    /// <summary>Waits so long first.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Sends half of the recorded body and closes the line.</summary>
    public bool Half { get; init; }
}

/// <summary>Speaks a provider's protocol over loopback: answers as recorded, or makes trouble.</summary>
internal sealed partial class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ProviderServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>What it answers; the one that names most of a request's parameters counts.</summary>
    public IReadOnlyList<Recording> Recordings { get; set; } = [];

    /// <summary>Asked first, with the recording that fits, if one does; null answers as recorded.</summary>
    public Func<Ask, Recording?, Trouble?>? Troubles { get; set; }

    /// <summary>Changes the body of an answer, such as leaving out that there are more pages.</summary>
    public Func<Recording, string, string>? Rewrite { get; set; }

    /// <summary>Every request, with what it was answered with.</summary>
    public ConcurrentQueue<(Ask Ask, Recording? Recording)> Asked { get; } = [];

    /// <summary>Requests that nothing was recorded for.</summary>
    public IEnumerable<string> Unknown => Asked.Where(one => one.Recording is null).Select(one => one.Ask.ToString()).Distinct();

    internal static async Task<ProviderServer> StartAsync(params string[] folders)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ProviderServer(app) { Recordings = [.. folders.SelectMany(Recording.Of)] };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var ask = await ReadAsync(context.Request);
        var recording = Recordings.Where(one => one.Fits(ask)).MaxBy(one => one.Parameters.Count);
        Asked.Enqueue((ask, recording));
        var trouble = Troubles?.Invoke(ask, recording);
        if (trouble is not null)
        {
            await Task.Delay(trouble.Delay, context.RequestAborted);
            if (trouble.RetryAfter is { } after)
                context.Response.Headers.RetryAfter = after;
        }

        var (status, body) = trouble is { Half: false } ? (trouble.Status, trouble.Body)
            : recording is null ? (HttpStatusCode.NotImplemented, JsonSerializer.Serialize(new { message = $"nothing is recorded for {ask}" }))
            : (recording.Status, Rewrite?.Invoke(recording, Own(recording.Body)) ?? Own(recording.Body));
        context.Response.StatusCode = (int)status;
        foreach (var (name, value) in recording?.Headers ?? [])
            context.Response.Headers[name] = value;
        var bytes = Encoding.UTF8.GetBytes(body);
        if (trouble is { Half: true })
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // Links to further pages name the server itself.
    private string Own(string body) => body.Replace("{server}", Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

    [GeneratedRegex(@"Credential=[^/]+/\d{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request", RegexOptions.CultureInvariant)]
    private static partial Regex Signed { get; }

    private static async Task<Ask> ReadAsync(HttpRequest request)
    {
        var parameters = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync())
                parameters[name] = value.ToString();
        }
        else if (request.ContentLength > 0 && await new StreamReader(request.Body).ReadToEndAsync() is { Length: > 0 } text && text[0] == '{')
        {
            using var json = JsonDocument.Parse(text);
            foreach (var member in json.RootElement.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number))
                parameters[member.Name] = member.Value.ToString();
        }

        var authorization = request.Headers.Authorization.ToString();
        if (Signed.Match(authorization) is { Success: true } match)
            (parameters["region"], parameters["service"]) = (match.Groups["region"].Value, match.Groups["service"].Value);
        if (request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target)
            parameters["target"] = target;
        return new(request.Method, request.Path.Value ?? "/", parameters, authorization.Length > 0 ? authorization : null);
    }
}
