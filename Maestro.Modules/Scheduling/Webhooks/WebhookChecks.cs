using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maestro.Modules.Access;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>Finds what is wrong with a webhook before it is ever called.</summary>
internal static partial class WebhookChecks
{
    internal static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] Ours = ["host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "cookie", "proxy-authorization", "proxy-connection", "user-agent"];

    internal static Dictionary<string, string[]> FaultsOf(JsonNode? webhook, bool loopback)
    {
        var faults = new Dictionary<string, string[]>();
        if (webhook is not JsonObject)
        {
            faults["webhook.url"] = ["is required"];
            return faults;
        }

        var method = webhook["method"].Text() ?? "POST";
        if (!Methods.Contains(method) || (webhook["method"] is { } said && said.Text() is null))
            faults["webhook.method"] = [$"must be one of {string.Join(", ", Methods)}"];
        if (Url(webhook["url"].Text(), loopback) is { } url)
            faults["webhook.url"] = [url];
        if (webhook["timeout"] is { } timeout && ScheduleTiming.Whole(timeout) is not (>= 1 and <= 120))
            faults["webhook.timeout"] = ["must be a whole number of seconds from 1 to 120"];
        if ((webhook["body"].Text() ?? webhook["body"]?.ToJsonString()) is { Length: > 0 } body)
        {
            if (method == "GET")
                faults["webhook.body"] = ["is nothing that a GET can send: use arguments"];
            else if (Placeholders.Unknown(body) is { Count: > 0 } unknown)
                faults["webhook.body"] = [$"holds {{{{{unknown[0]}}}}}, which is no placeholder; there are {string.Join(", ", Placeholders.Names)}"];
        }

        Headers(webhook["headers"] as JsonArray ?? [], faults);
        return faults;
    }

    /// <summary>What is wrong with an address that is to be called safely.</summary>
    internal static string? Safe(string? text, bool loopback) => Url(text, loopback)
        ?? (new Uri(text!) is { Scheme: "http" } url && !(loopback && url.IsLoopback) ? "must begin with https://" : null);

    private static string? Url(string? text, bool loopback)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "is required";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return "must be an address that begins with http:// or https://";
        if (url.UserInfo.Length > 0)
            return "must hold no name and password: use authorization";
        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !Outgoing.IsAllowed(address, loopback) ? "names this machine, a link-local address or a metadata service, which Maestro does not call" : null;
    }

    private static void Headers(JsonArray headers, Dictionary<string, string[]> faults)
    {
        for (var at = 0; at < headers.Count; at++)
        {
            var (name, value) = (headers[at].At("name").Text() ?? "", headers[at].At("value").Text() ?? "");
            if (!Token().IsMatch(name))
                faults[FormattableString.Invariant($"webhook.headers.{at}.name")] = ["is not the name of a header"];
            else if (name.Equals("authorization", StringComparison.OrdinalIgnoreCase))
                faults[FormattableString.Invariant($"webhook.headers.{at}.name")] = ["belongs into authorization, which nobody can read"];
            else if (Ours.Contains(name.ToLowerInvariant()) || name.StartsWith("x-maestro-", StringComparison.OrdinalIgnoreCase))
                faults[FormattableString.Invariant($"webhook.headers.{at}.name")] = ["is a header that Maestro sets itself"];
            if (value.Any(letter => char.IsControl(letter) || letter > 0x7e))
                faults[FormattableString.Invariant($"webhook.headers.{at}.value")] = ["must be plain ASCII text of one line"];
        }
    }

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
    private static partial Regex Token();
}
