using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Credentials by a connection's method: its own keys, the host's, or those of a role that either may assume.</summary>
internal sealed class AwsKeys(Opening opening, string home)
{
    /// <summary>Whether new ones can be had when these have expired.</summary>
    public bool Renew => opening.Method != "keys";

    public async Task<ImmutableCredentials> GetAsync(IClientConfig config, CancellationToken cancel) => opening.Method switch
    {
        "keys" => Own() ?? throw Invalid("Both an access key ID and a secret access key are wanted."),
        "default" => await OfHostAsync(config, cancel),
        "role" => await OfRoleAsync(Own() ?? await OfHostAsync(config, cancel), cancel),
        _ => throw Invalid($"AWS has no method \"{opening.Method}\"."),
    };

    private ImmutableCredentials? Own() => (opening.Text("access"), opening.Text("secret")) switch
    {
        ({ } access, { } secret) => new ImmutableCredentials(access, secret, opening.Text("session_token")),
        (null, null) => null,
        _ => throw Invalid("An access key ID and a secret access key are wanted together."),
    };

    private async Task<ImmutableCredentials> OfHostAsync(IClientConfig config, CancellationToken cancel)
    {
        if (!opening.Line.HostCredentials)
            throw Problem.Denied("The credentials of the machine that Maestro runs on may not be used: give an access key, or let an administrator set Discovery:HostCredentials.");
        try
        {
            using var chain = new DefaultAWSCredentialsIdentityResolver();
            return await (await chain.ResolveIdentityAsync(config, cancel)).GetCredentialsAsync();
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or InvalidOperationException or HttpRequestException or IOException)
        {
            throw new Problem(ProblemKind.SignedOut, $"The machine that Maestro runs on has no AWS credentials that work: {error.Message}", cause: error);
        }
    }

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    private async Task<ImmutableCredentials> OfRoleAsync(ImmutableCredentials asker, CancellationToken cancel)
    {
        var role = opening.Text("role_arn") ?? throw Invalid("The ARN of the role is wanted.");
        var parameters = new List<(string, string?)> { ("RoleArn", role), ("RoleSessionName", "maestro") };
        if (opening.Text("external_id") is { } external)
            parameters.Add(("ExternalId", external));
        await using var session = new AwsSession(opening, home, asker);
        try
        {
            var answer = await session.QueryAsync(AwsService.Sts, home, "AssumeRole", parameters, cancel);
            return new ImmutableCredentials(answer.Need("Credentials.AccessKeyId"), answer.Need("Credentials.SecretAccessKey"), answer.Need("Credentials.SessionToken"));
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Denied)
        {
            throw new Problem(ProblemKind.Denied, $"{problem.Message} Check that the role trusts this identity, and the external ID.", problem.Errors, problem);
        }
    }

    private static Problem Invalid(string words) => new(ProblemKind.Invalid, words);
}
