using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Asks Microsoft Entra ID for tokens: Azure.Identity knows how, the session's own line sends.</summary>
/// <param name="send">Sends a request, made anew for every attempt.</param>
internal sealed class AzureSignIn(Opening opening, AzureCloud cloud, Func<Func<HttpRequestMessage>, CancellationToken, Task<JsonElement>> send) : HttpMessageHandler
{
    private ClientSecretCredential? credential;
    private Problem? refused;

    /// <summary>A token that is good for now: the one at hand, or a new one shortly before that runs out.</summary>
    internal async Task<string> TokenAsync(CancellationToken cancel)
    {
        refused = null;
        try
        {
            credential ??= New();
            return (await credential.GetTokenAsync(new TokenRequestContext([$"{cloud.Management}/.default"]), cancel)).Token;
        }
        catch (Exception error) when (error is AuthenticationFailedException or ArgumentException)
        {
            throw refused ?? new Problem(ProblemKind.SignedOut, $"Azure does not sign in: {error.Message}", cause: error);
        }
    }

    /// <summary>Forgets the token at hand.</summary>
    internal void Forget() => credential = null;

    private ClientSecretCredential New()
    {
        string Need(string name) => opening.Text(name) ?? throw new Problem(ProblemKind.Invalid, $"The field {name} is missing.");
        return new ClientSecretCredential(Need("tenant"), Need("client"), Need("secret"), new ClientSecretCredentialOptions
        {
            AuthorityHost = new Uri(cloud.SignIn),
            DisableInstanceDiscovery = true,
            Transport = new HttpClientTransport(this),
            Retry = { MaxRetries = 0 },
            Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false, IsTelemetryEnabled = false },
        });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var type = request.Content?.Headers.ContentType;
        var address = opening.At(request.RequestUri!.AbsoluteUri);
        try
        {
            var answer = await send(() => Copy(request.Method, address, body, type), cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(answer.GetRawText(), Encoding.UTF8, "application/json") };
        }
        catch (Problem problem)
        {
            refused = problem;
            throw;
        }
    }

    private static HttpRequestMessage Copy(HttpMethod method, Uri address, byte[]? body, MediaTypeHeaderValue? type)
    {
        var copy = new HttpRequestMessage(method, address);
        copy.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
            copy.Content = new ByteArrayContent(body) { Headers = { ContentType = type } };
        return copy;
    }
}
