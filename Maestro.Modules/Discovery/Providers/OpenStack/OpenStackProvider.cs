using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>OpenStack, by Keystone version 3. https://docs.openstack.org/api-ref/identity/v3/</summary>
internal sealed class OpenStackProvider : CloudProvider
{
    public override string Name => "openstack";

    public override string Label => "OpenStack";

    public override string Datacenters => "OpenStack";

    public override bool HasRegions => true;

    private static readonly CredentialField Url = new("url", "Auth URL") { Help = "Address of Keystone; the version at its end may be left out.", Placeholder = "https://keystone.example.org:5000/v3" };

    public override IReadOnlyList<Method> Methods { get; } =
    [
        new("password", "Password")
        {
            Fields =
            [
                Url,
                new("username", "User name"),
                new("password", "Password") { Secret = true },
                new("project", "Project") { Help = "Its ID, or its name." },
                new("user_domain_id", "User domain") { Required = false, Default = "default", Help = "ID or name of the domain that the user belongs to." },
                new("project_domain", "Project domain") { Required = false, Help = "ID or name of the project's domain, where it is not the user's." },
            ],
            Steps =
            [
                "Open API Access in Horizon and choose View Credentials: it shows the auth URL, the user, the project and its ID.",
                "Ask for a user of its own that has the role reader in the project; no other role is needed.",
                "The domain is default unless your cloud has several; it stands in the OpenStack RC file as OS_USER_DOMAIN_NAME.",
            ],
            Docs = "https://docs.openstack.org/api-ref/identity/v3/#password-authentication-with-scoped-authorization",
        },
        new("application_credential", "Application credential")
        {
            Fields =
            [
                Url,
                new("application_credential_id", "Credential ID"),
                new("application_credential_secret", "Secret") { Secret = true },
            ],
            Steps =
            [
                "Open Identity → Application Credentials in Horizon and choose Create Application Credential, or run the command that is shown beside.",
                "Choose the role reader; access rules narrow it to the calls that are listed beside.",
                "Copy ID and secret at once: the secret is shown one time.",
            ],
            Docs = "https://docs.openstack.org/keystone/latest/user/application_credentials.html",
        },
    ];

    // OpenStack itself sets no limit; operators put one of ten a second or more in front of it, and answer 429 or 413.
    public override IReadOnlyDictionary<string, double> Pace { get; } = new Dictionary<string, double> { [""] = 10 };

    public override async Task<ApiSession> OpenAsync(Opening opening, CancellationToken cancel)
    {
        var session = new StackSession(opening);
        await session.OpenAsync(cancel);
        return session;
    }

    /// <summary>A credential with access rules, which anybody may make; above it, the rules of oslo.policy for whoever writes roles.</summary>
    public override Policy PolicyOf(IReadOnlyList<Resource> resources)
    {
        var rules = resources.SelectMany(resource => resource.Permissions).Distinct().Order(StringComparer.Ordinal).ToList();
        var calls = StackCall.All.Where(call => rules.Contains(call.Rule)).Select(call => $$"""  {"service": "{{call.Services[0]}}", "method": "GET", "path": "{{call.AccessPath}}"}""");
        return new("Application credential", "OpenStack command line", $"""
            # The role must allow:
            {string.Join('\n', rules.Select(rule => $"#   {rule}"))}
            openstack application credential create maestro --role reader --access-rules '[
            {string.Join(",\n", calls)}
            ]'
            """);
    }
}
