using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Calling;

/// <summary>
/// Sends calls to a provider: paced, limited in time, tried again with back-off and jitter where they failed for the moment, and
/// by the provider's own <c>Retry-After</c> where it names one. What fails for good is a <see cref="Problem"/> in the vendor's words.
/// </summary>
internal sealed class CallLine(HttpClient client, Pace pace, CallOptions limits, TimeProvider time, Secrets? secrets = null)
{
    /// <summary>The longest that a provider may ask to wait; beyond that the call has failed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Problem?> heard = new(StringComparer.Ordinal);

    /// <summary>What came of the calls so far, by permission: null where the last one succeeded.</summary>
    public IReadOnlyDictionary<string, Problem?> Heard => heard;

    /// <summary>Whether a connection may use the credentials of the machine that Maestro runs on.</summary>
    public bool HostCredentials => limits.HostCredentials;

    public async Task<JsonElement> SendAsync(ApiSession session, string service, string permission, Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        var (waited, renewed) = (TimeSpan.Zero, false);
        for (var attempt = 1; ; attempt++)
        {
            await pace.TurnAsync(service, cancel);
            var (answer, problem, again) = await TryAsync(session, permission, make, cancel);
            if (problem is null)
            {
                heard[permission] = null;
                return answer;
            }

            if (problem.Kind == ProblemKind.SignedOut && !renewed && await session.RenewAsync(cancel))
            {
                renewed = true;
                continue;
            }

            var wait = problem.RetryAfter ?? BackOff(attempt);
            if (!again || attempt >= limits.Attempts || wait > LongestWait || (problem.RetryAfter is null && waited + wait > TimeSpan.FromSeconds(limits.BackOffSeconds)))
            {
                heard[permission] = problem;
                throw problem;
            }

            waited += wait;
            await Task.Delay(wait, time, cancel);
        }
    }

    /// <summary>The wait after an attempt; full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/</summary>
    internal static TimeSpan BackOff(int attempt) => TimeSpan.FromSeconds(Math.Min(20, Math.Pow(2, attempt - 1)) * (0.5 + (Random.Shared.NextDouble() / 2)));

    private async Task<(JsonElement Answer, Problem? Problem, bool Again)> TryAsync(ApiSession session, string permission, Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(limits.CallSeconds));
        try
        {
            using var request = make();
            using var response = await client.SendAsync(request, limit.Token);
            var body = await response.Content.ReadAsStringAsync(limit.Token);
            return response.IsSuccessStatusCode ? (session.Read(response, body), null, false) : Refused(session, response, body, permission, Secrets.Of(request));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (default, Failed(permission, "timeout", FormattableString.Invariant($"gave no answer within {limits.CallSeconds} seconds")), true);
        }
        catch (HttpRequestException error)
        {
            // Where Maestro may not call, it says so itself; that is not cured by trying again.
            return error.InnerException is Problem refusal
                ? (default, Failed(permission, refusal.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } ? "no_such_host" : "not_allowed", refusal.Message), false)
                : (default, Failed(permission, "unreachable", $"cannot be reached: {error.Message}"), true);
        }
        catch (Exception error) when (error is JsonException or IOException or System.Xml.XmlException)
        {
            return (default, Failed(permission, "malformed", "answered with half a page, or with something that cannot be read"), true);
        }
    }

    private (JsonElement Answer, Problem? Problem, bool Again) Refused(ApiSession session, HttpResponseMessage response, string body, string permission, Secrets sent)
    {
        var status = response.StatusCode;
        var (code, message) = session.Explain(response, ParsedOrNothing(session, body));
        var kind = session.Judge(status, code) ?? status switch
        {
            HttpStatusCode.Unauthorized => ProblemKind.SignedOut,
            HttpStatusCode.Forbidden => ProblemKind.Denied,
            HttpStatusCode.NotFound => ProblemKind.Missing,
            HttpStatusCode.TooManyRequests => ProblemKind.TooMany,
            _ => ProblemKind.Unavailable,
        };
        var words = message is { Length: > 0 } ? message : FormattableString.Invariant($"answered {(int)status} without a word");
        // A server that repeats what it was sent must not put it into a log, a page or an answer.
        var safe = sent.Hide(secrets?.Hide(words) ?? words);
        var problem = new Problem(kind, Cut($"{permission}: {safe}"), Errors(permission, code ?? FormattableString.Invariant($"{(int)status}"))) { RetryAfter = RetryAfter(response) };
        return (default, problem, kind == ProblemKind.TooMany || (kind == ProblemKind.Unavailable && ((int)status >= 500 || status == HttpStatusCode.RequestTimeout)));
    }

    private static JsonElement ParsedOrNothing(ApiSession session, string body)
    {
        try
        {
            return session.Parse(body);
        }
        catch (Exception error) when (error is JsonException or System.Xml.XmlException)
        {
            return default;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta > TimeSpan.Zero ? delta : TimeSpan.Zero,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static Problem Failed(string permission, string code, string words) => new(ProblemKind.Unavailable, Cut($"{permission}: {words}."), Errors(permission, code));

    private static Dictionary<string, string[]> Errors(string permission, string code) => new() { ["call"] = [permission], ["code"] = [code] };

    // A page of HTML is no message.
    private static string Cut(string message) => message.ReplaceLineEndings(" ") is { Length: > 500 } text ? text[..500] + "…" : message.ReplaceLineEndings(" ");
}
