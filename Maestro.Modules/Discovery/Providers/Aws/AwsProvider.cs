using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Amazon Web Services, by an access key, a role or the host's own credentials.</summary>
internal sealed class AwsProvider : CloudProvider
{
    private static readonly JsonSerializerOptions Pretty = new(Kinds.Json.Compact) { WriteIndented = true };
    private static readonly CredentialField Access = new("access", "AWS access key ID") { Placeholder = "AKIA…" };
    private static readonly CredentialField Secret = new("secret", "AWS secret access key") { Secret = true };

    public override string Name => "aws";

    public override string Label => "AWS";

    public override string Datacenters => "AWS";

    public override bool HasRegions => true;

    public override IReadOnlyList<Method> Methods { get; } =
    [
        new("keys", "Access key")
        {
            Fields =
            [
                Access,
                Secret,
                new("session_token", "Session token") { Secret = true, Required = false, Help = "Only for temporary credentials." },
            ],
            Steps =
            [
                "Open IAM → Users in the AWS console and create a user without console access.",
                "Attach the policy shown beside, or AWS's own SecurityAudit.",
                "Open its Security credentials, choose Create access key, then Third-party service, and copy both values at once: the secret is shown one time.",
            ],
            Docs = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
        },
        new("role", "Role")
        {
            Fields =
            [
                new("role_arn", "Role ARN") { Help = "The role that is assumed; it may be of another account.", Placeholder = "arn:aws:iam::123456789012:role/maestro" },
                new("external_id", "External ID") { Required = false, Help = "As the role's trust policy demands it." },
                Access with { Required = false, Help = "Of the identity that assumes the role; empty for the host's own, where an administrator allows it." },
                Secret with { Required = false },
            ],
            Steps =
            [
                "Open IAM → Roles in the account to be read and choose Create role, then AWS account.",
                "Name the account whose key assumes it, tick Require external ID and type one.",
                "Attach the policy shown beside, or AWS's own SecurityAudit, and copy the role's ARN.",
                "Allow sts:AssumeRole on that ARN to the user whose access key is given here.",
            ],
            Docs = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html",
        },
        new("default", "The host's own credentials")
        {
            OfHost = true,
            Steps =
            [
                "Run Maestro where AWS gives it credentials: an instance profile, a task role, or the AWS_ variables.",
                "Attach the policy shown beside to that role.",
            ],
            Docs = "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html",
        },
    ];

    /// <summary>
    /// Calls a second and region: EC2 20 (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html), Route 53 five
    /// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html), Lambda's control plane 15
    /// (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), API Gateway 10
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html), SES one (https://docs.aws.amazon.com/ses/latest/dg/quotas.html).
    /// Half of most is left to others.
    /// </summary>
    public override IReadOnlyDictionary<string, double> Pace { get; } = new Dictionary<string, double>
    {
        [""] = 8, ["ec2"] = 10, ["s3"] = 50, ["sqs"] = 20, ["dynamodb"] = 8, ["lambda"] = 8, ["apigateway"] = 5, ["route53"] = 4, ["email"] = 1, ["cloudfront"] = 5,
    };

    public override async Task<ApiSession> OpenAsync(Opening opening, CancellationToken cancel)
    {
        // A datacenter's regions may read "us-east-1 (N. Virginia)".
        var chosen = opening.Regions.Select(region => region.Trim().Split(' ')[0]).Where(region => region.Length > 0 && region != "all").Distinct().ToList();
        var session = new AwsSession(opening, chosen.Count > 0 ? chosen[0] : "us-east-1");
        try
        {
            await session.OpenAsync(chosen, cancel);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public override Policy PolicyOf(IReadOnlyList<Resource> resources)
    {
        var actions = resources.SelectMany(resource => resource.Permissions).Append("ec2:DescribeRegions").Distinct().Order(StringComparer.Ordinal);
        var policy = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Sid"] = "MaestroReads",
                ["Effect"] = "Allow",
                ["Action"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
                ["Resource"] = "*",
            }),
        };
        return new("IAM policy", "IAM → Policies → Create policy → JSON", policy.ToJsonString(Pretty));
    }
}
