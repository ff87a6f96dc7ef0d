using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Maestro.Modules.Access;

/// <summary>Clients of stores that speak S3, Amazon's or others. They call where <see cref="Outgoing"/> lets them, and nowhere else.</summary>
public static class S3Clients
{
    private const string UsualRegion = "us-east-1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A client with these keys: the host's own are never looked for.</summary>
    /// <param name="endpoint">Address of the store; null for Amazon's.</param>
    /// <param name="region">Region that is signed for; null for the usual one.</param>
    /// <param name="access">Id of the key.</param>
    /// <param name="secret">The key itself.</param>
    /// <param name="retries">How often a call is tried again.</param>
    public static AmazonS3Client New(string? endpoint, string? region, string access, string secret, int retries)
    {
        var place = string.IsNullOrEmpty(region) ? UsualRegion : region;
        var config = new AmazonS3Config
        {
            HttpClientFactory = new Calls(), MaxErrorRetry = retries, Timeout = Patience,
            // Checksums that only Amazon's own store knows are left out.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (string.IsNullOrEmpty(endpoint))
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(place);
        else
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint, true, place);
        return new AmazonS3Client(new BasicAWSCredentials(access, secret), config);
    }

    private sealed class Calls : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Outgoing(loopback: true).NewHandler()) { Timeout = clientConfig.Timeout ?? Patience };
    }
}
