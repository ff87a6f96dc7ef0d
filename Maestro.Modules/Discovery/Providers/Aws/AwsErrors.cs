using System.Globalization;
using System.Net;
using System.Text.Json;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>AWS's errors, which each protocol puts elsewhere, in words that a person can act on.</summary>
internal static class AwsErrors
{
    /// <summary>Code for a region that the account has not enabled; AWS itself says that it does not know the key.</summary>
    internal const string NotEnabled = "RegionNotEnabled";

    // A signature is good for five minutes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
    private static readonly TimeSpan Bearable = TimeSpan.FromMinutes(4);

    /// <summary>Code and words, whichever protocol they come by.</summary>
    /// <param name="home">Region that the credentials were proven in.</param>
    internal static (string? Code, string? Message) Explain(HttpResponseMessage response, JsonElement body, string home)
    {
        var (code, said) = Said(response, body);
        var region = response.RequestMessage is { } request && request.Options.TryGetValue(AwsAsk.Region, out var asked) ? asked : home;
        if (IsOfKey(code) || IsOfSignature(code))
        {
            if (Skew(response) is { } skew)
                return (code, string.Create(CultureInfo.InvariantCulture, $"the clock of the machine that Maestro runs on is {Math.Abs(skew.TotalMinutes):0} minutes {(skew < TimeSpan.Zero ? "behind" : "ahead of")} that of AWS: set it, and let it be set by NTP"));
            if (IsOfKey(code) && region != home)
                return (NotEnabled, $"the region {region} is not enabled for this account: enable it in the AWS console (Account, AWS Regions) or leave it out ({said})");
        }

        return (code, Words(code, said, home));
    }

    /// <summary>What AWS means by a code; null to go by the status.</summary>
    internal static ProblemKind? Judge(string? code) => code switch
    {
        null => null,
        NotEnabled or "OptInRequired" => ProblemKind.Unavailable,
        "RequestLimitExceeded" or "TooManyRequestsException" or "SlowDown" or "PriorRequestNotComplete" or "ProvisionedThroughputExceededException" or "BandwidthLimitExceeded" or "RequestThrottled" => ProblemKind.TooMany,
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" or "InvalidToken" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "IncompleteSignature" => ProblemKind.SignedOut,
        "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError" or "AuthorizationErrorException" or "NotAuthorized" or "OperationNotPermitted" or "AllAccessDisabled" or "UnauthorizedException" => ProblemKind.Denied,
        _ when IsOfKey(code) || IsOfSignature(code) => ProblemKind.SignedOut,
        _ when code.Contains("Throttl", StringComparison.Ordinal) => ProblemKind.TooMany,
        _ when code.Contains("NotFound", StringComparison.Ordinal) || code.StartsWith("NoSuch", StringComparison.Ordinal) || code.Contains("DoesNotExist", StringComparison.Ordinal) || code.EndsWith("NonExistentQueue", StringComparison.Ordinal) => ProblemKind.Missing,
        _ => null,
    };

    private static bool IsOfKey(string? code) => code is "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "AuthFailure";

    private static bool IsOfSignature(string? code) => code is "SignatureDoesNotMatch" or "InvalidSignatureException" or "RequestTimeTooSkewed" or "RequestExpired";

    private static string? Words(string? code, string? said, string home) => code switch
    {
        "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "AuthFailure" =>
            $"AWS does not know this access key in {home}: it is mistyped, deactivated or deleted, or the account has not enabled that region; a key of GovCloud or China wants one of their regions chosen ({said})",
        "SignatureDoesNotMatch" or "InvalidSignatureException" => $"the secret access key does not belong to this access key: copy it anew ({said})",
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" => $"these temporary credentials have expired: get new ones, or use a role ({said})",
        "RequestExpired" => $"the request, or the temporary credentials that it was signed with, has expired ({said})",
        "OptInRequired" => $"this account has not enabled the service or the region ({said})",
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException" => $"it was asked in the wrong region ({said})",
        null when said is null => null,
        _ when said?.Contains("service control policy", StringComparison.Ordinal) == true => $"{said} The organization forbids it here: leave this region or this task out, or let its administrators allow it.",
        _ => said ?? code,
    };

    private static (string? Code, string? Message) Said(HttpResponseMessage response, JsonElement body)
    {
        var error = body.Items("Errors.Error").Concat(body.Items("Error")).FirstOrDefault(body);
        var code = error.Text("Code") ?? error.Text("__type") ?? error.Text("code")
            ?? (response.Headers.TryGetValues("x-amzn-errortype", out var types) ? types.First() : null);
        return (Bare(code), error.Text("Message") ?? error.Text("message"));
    }

    // "com.amazon.coral.service#AccessDeniedException:http://…" is an AccessDeniedException; SQS leads its codes by its name.
    private static string? Bare(string? code) => code is null ? null : code[(code.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(':')[0];

    private static TimeSpan? Skew(HttpResponseMessage response) =>
        response.Headers.Date is { } there && response.RequestMessage?.Headers.TryGetValues("X-Amz-Date", out var signed) == true
        && DateTimeOffset.TryParseExact(signed.First(), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var here)
        && (here - there).Duration() > Bearable ? here - there : null;
}
