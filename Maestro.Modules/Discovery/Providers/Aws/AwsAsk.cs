using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>One call of a service, before it is signed.</summary>
/// <param name="Path">Path; <c>{id}</c> in it stands for what <see cref="Id"/> is.</param>
internal sealed record AwsAsk(string Path = "/")
{
    /// <summary>The region that a request is about, for who reads its answer.</summary>
    internal static readonly HttpRequestOptionsKey<string> Region = new("maestro.aws.region");

    /// <summary>Name, ARN or id within the path, as it is.</summary>
    public string? Id { get; init; }

    /// <summary>Parameters of the address; one without a value stands for itself.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query { get; init; } = [];

    /// <summary>Body of a POST; null makes it a GET.</summary>
    public string? Body { get; init; }

    public string? ContentType { get; init; }

    public string? Target { get; init; }

    /// <summary>The request, signed by the AWS SDK's own signer for this moment: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html</summary>
    public HttpRequestMessage Sign(Uri endpoint, AwsService service, string region, ImmutableCredentials keys, IClientConfig config)
    {
        var request = Unsigned(endpoint, service, region, keys);
        var result = new AWS4Signer().SignRequest(request, config, null, keys.AccessKey, keys.SecretKey);
        var message = new HttpRequestMessage(new HttpMethod(request.HttpMethod), AmazonServiceClient.ComposeUrl(request));
        if (request.Content is { } body)
            message.Content = new ByteArrayContent(body);
        foreach (var (name, value) in request.Headers)
        {
            if (name == "Content-Type")
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.TryAddWithoutValidation("Authorization", result.ForAuthorizationHeader);
        message.Options.Set(Region, region);
        return message;
    }

    private DefaultRequest Unsigned(Uri endpoint, AwsService service, string region, ImmutableCredentials keys)
    {
        var request = new DefaultRequest(new Nothing(), service.Name)
        {
            HttpMethod = Body is null ? "GET" : "POST",
            Endpoint = endpoint,
            ResourcePath = Path,
            AuthenticationRegion = service.SigningRegion(region),
            OverrideSigningServiceName = service.Signing,
            UseQueryString = Body is null,
            Content = Body is null ? null : Encoding.UTF8.GetBytes(Body),
        };
        if (Id is not null)
            request.AddPathResource("{id}", Id);
        foreach (var (name, value) in Query)
        {
            if (value is null)
                request.AddSubResource(name);
            else
                request.Parameters[name] = value;
        }

        // API Gateway answers in another shape unless it is asked for plain JSON.
        if (Body is null && !service.IsXml)
            request.Headers["Accept"] = "application/json";
        if (Body is not null)
            request.Headers["Content-Type"] = ContentType;
        if (Target is not null)
            request.Headers["X-Amz-Target"] = Target;
        if (keys.UseToken)
            request.Headers["X-Amz-Security-Token"] = keys.Token;
        return request;
    }

    private sealed class Nothing : AmazonWebServiceRequest;
}
