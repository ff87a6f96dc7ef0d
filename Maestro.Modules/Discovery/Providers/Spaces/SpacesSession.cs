using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Providers.Aws;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Spaces;

/// <summary>The Spaces of an account. They speak S3's protocol, region by region, so that requests are signed and answers are read as those of AWS.</summary>
internal sealed partial class SpacesSession : ApiSession
{
    /// <summary>Allows to list buckets: https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/</summary>
    internal const string List = "ListBuckets";

    // There is no call that names them: https://docs.digitalocean.com/products/spaces/details/availability/
    private static readonly string[] All = ["ams3", "atl1", "blr1", "fra1", "lon1", "nyc3", "ric1", "sfo2", "sfo3", "sgp1", "syd1", "tor1"];

    private readonly AmazonS3Config config = new();
    private readonly ImmutableCredentials keys;

    internal SpacesSession(Opening opening) : base(opening) => keys = (opening.Text("access"), opening.Text("secret")) is ({ } access, { } secret)
        ? new(access, secret, null) : throw new Problem(ProblemKind.Invalid, "Both an access key ID and a secret key are wanted.");

    [GeneratedRegex("^[a-z]{3}[0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Region { get; }

    /// <summary>Lists buckets in one region, which also says whose they are.</summary>
    internal async Task OpenAsync(CancellationToken cancel)
    {
        if (Opening.Regions.FirstOrDefault(region => !Region.IsMatch(region)) is { } wrong)
            throw new Problem(ProblemKind.Invalid, $"Spaces has no region \"{wrong}\". It has {string.Join(", ", All)}.");
        Regions = Opening.Regions.Count > 0 ? Opening.Regions : All;
        var answer = await GetAsync(List, Regions[0], new AwsAsk(), cancel);
        Account = answer.Text("Owner.ID") ?? Opening.Text("access")!;
        Identity = answer.Text("Owner.DisplayName") ?? Account;
    }

    /// <summary>Asks S3's protocol of a region.</summary>
    internal Task<JsonElement> GetAsync(string permission, string region, AwsAsk ask, CancellationToken cancel)
    {
        var endpoint = Opening.At($"https://{region}.digitaloceanspaces.com/");
        return CallAsync("", permission, () => ask.Sign(endpoint, AwsService.S3, region, keys, config), cancel);
    }

    internal override JsonElement Parse(string body) => body.AsSpan().TrimStart() is ['<', ..] ? AwsXml.Read(body) : base.Parse(body);

    internal override (string? Code, string? Message) Explain(HttpStatusCode status, JsonElement body) => (body.Text("Code"), body.Text("Code") switch
    {
        "InvalidAccessKeyId" => "DigitalOcean does not know this access key: it is mistyped or deleted",
        "SignatureDoesNotMatch" => "the secret key does not belong to this access key: copy it anew",
        "RequestTimeTooSkewed" => "the clock of the machine that Maestro runs on is wrong: set it, and let it be set by NTP",
        "AccessDenied" => "the access key may not do this: a key of single buckets cannot list them all",
        _ => body.Text("Message"),
    });

    internal override ProblemKind? Judge(HttpStatusCode status, string? code) => AwsErrors.Judge(code);
}
