using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Firings;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>
/// Makes one call and writes down how it went. Only addresses that may be called are, checked after the name is resolved; redirects are
/// not followed, so that nothing is sent to where nobody said.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostRead = 4_096;
    private const int DefaultSeconds = 15;
    private readonly HttpClient client;
    private readonly IMaestroDbFactory databases;
    private readonly TimeProvider time;

    public WebhookSender(IOptions<SchedulingOptions> options, IMaestroDbFactory databases, TimeProvider time)
    {
        (this.databases, this.time) = (databases, time);
        client = new HttpClient(new Outgoing(options.Value.LoopbackWebhooks).NewHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<Delivery> SendAsync(ScheduledWork work, string? secret, string? authorization, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var webhook = (JsonObject)work.Fields["webhook"]!;
        var id = Ids.New(time);
        using var request = Request(webhook, work, now, id, secret, authorization);
        var limit = TimeSpan.FromSeconds(ScheduleTiming.Whole(webhook["timeout"]) ?? DefaultSeconds);
        return await DeliverAsync(request, new DeliveryRow { Id = id, ScheduleId = work.Schedule!.Value, FiringId = work.Firing, At = now, Method = request.Method.Method, Url = webhook["url"].Text()!, Milliseconds = 0 }, limit, cancel);
    }

    /// <summary>Posts JSON for another module.</summary>
    public async Task<Delivery> SendAsync(WebhookCall call, CancellationToken cancel)
    {
        var (now, id) = (time.GetUtcNow(), Ids.New(time));
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Url) { Content = new StringContent(call.Body, Encoding.UTF8, "application/json") };
        Mark(request, now, id, call.Secret, call.Body);
        return await DeliverAsync(request, new DeliveryRow { Id = id, ScheduleId = call.Of, At = now, Method = request.Method.Method, Url = call.Url, Milliseconds = 0 }, TimeSpan.FromSeconds(DefaultSeconds), cancel);
    }

    private async Task<Delivery> DeliverAsync(HttpRequestMessage request, DeliveryRow begun, TimeSpan limit, CancellationToken cancel)
    {
        var since = time.GetTimestamp();
        var (status, response, error) = await CallAsync(request, limit, cancel);
        var row = new DeliveryRow
        {
            Id = begun.Id, ScheduleId = begun.ScheduleId, FiringId = begun.FiringId, At = begun.At, Method = begun.Method, Url = begun.Url, Status = status,
            Milliseconds = (int)time.GetElapsedTime(since).TotalMilliseconds, Response = response, Error = error,
        };
        await using var db = databases.Open(FiringStore.Clock);
        db.Add(row);
        await db.SaveChangesAsync(CancellationToken.None);
        return row.Seen();
    }

    /// <summary>The signature of a body: HMAC-SHA256 over the time stamp, a dot and the body, as lower-case hexadecimal.</summary>
    internal static string Sign(string secret, string stamp, string body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}")));

    private static HttpRequestMessage Request(JsonObject webhook, ScheduledWork work, DateTimeOffset now, Guid id, string? secret, string? authorization)
    {
        var method = new HttpMethod(webhook["method"].Text() ?? "POST");
        var arguments = (webhook["arguments"] as JsonArray ?? []).Select(one => (Key: one.At("key").Text() ?? "", Value: one.At("value").Text() ?? "")).ToList();
        var written = webhook["body"].Text();
        var inAddress = method == HttpMethod.Get || (method == HttpMethod.Delete && written is null) || written is { Length: > 0 };
        var body = written is { Length: > 0 } ? Placeholders.Fill(written, work, now) : inAddress ? ""
            : new JsonObject(arguments.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString(Json.Compact);
        var request = new HttpRequestMessage(method, inAddress ? WithQuery(webhook["url"].Text()!, arguments) : new Uri(webhook["url"].Text()!));
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var header in webhook["headers"] as JsonArray ?? [])
        {
            var (name, value) = (header.At("name").Text()!, header.At("value").Text() ?? "");
            if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase) && request.Content is not null && MediaTypeHeaderValue.TryParse(value, out var type))
                request.Content.Headers.ContentType = type;
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        Mark(request, now, id, secret, body);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    // Who calls, which call it is, and the signature that shows that nobody else made it.
    private static void Mark(HttpRequestMessage request, DateTimeOffset now, Guid id, string? secret, string body)
    {
        var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("User-Agent", "Maestro");
        request.Headers.TryAddWithoutValidation("X-Maestro-Delivery", $"{id}");
        request.Headers.TryAddWithoutValidation("X-Maestro-Timestamp", stamp);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Maestro-Signature", Sign(secret, stamp, body));
    }

    private static Uri WithQuery(string url, List<(string Key, string Value)> arguments)
    {
        var more = string.Join('&', arguments.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        var whole = new UriBuilder(url);
        whole.Query = (whole.Query.TrimStart('?'), more) switch { (var had, "") => had, ("", _) => more, (var had, _) => $"{had}&{more}" };
        return whole.Uri;
    }

    private async Task<(int? Status, string? Response, string? Error)> CallAsync(HttpRequestMessage request, TimeSpan limit, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var (status, text) = ((int)answer.StatusCode, await BeginningAsync(answer.Content, both.Token));
            return (status, text, answer.IsSuccessStatusCode ? null
                : status is >= 300 and < 400 ? FormattableString.Invariant($"It answered {status}, a redirect to {answer.Headers.Location}, which is not followed: name the final address.")
                : FormattableString.Invariant($"It answered {status} {answer.ReasonPhrase}.").Replace(" .", ".", StringComparison.Ordinal));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return (null, null, FormattableString.Invariant($"It did not answer within {limit.TotalSeconds} seconds."));
        }
        catch (Exception refused) when (refused is Problem or HttpRequestException or IOException)
        {
            // What Maestro may not call is said by the policy, inside the handler's own complaint.
            return (null, null, (refused as Problem ?? refused.InnerException as Problem)?.Message ?? $"It could not be reached: {refused.Message}");
        }
    }

    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancel)
    {
        var bytes = new byte[MostRead];
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var read = await stream.ReadAtLeastAsync(bytes, MostRead, throwOnEndOfStream: false, cancel);
        // PostgreSQL keeps no U+0000.
        return Encoding.UTF8.GetString(bytes, 0, read).Replace('\0', '\uFFFD');
    }

    public void Dispose() => client.Dispose();
}
