using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Azure Resource Manager, by a service principal. https://learn.microsoft.com/rest/api/azure/</summary>
internal sealed class AzureProvider : CloudProvider
{
    public override string Name => "azure";

    public override string Label => "Azure";

    public override string Datacenters => "Azure";

    public override IReadOnlyList<Method> Methods { get; } =
    [
        new("service_principal", "Service principal")
        {
            Fields =
            [
                new("client", "Application ID") { Help = "Application (client) ID of the app registration." },
                new("secret", "Client secret") { Secret = true, Help = "The secret's value, not its ID." },
                new("tenant", "Tenant ID") { Help = "Directory (tenant) ID of the app registration." },
                new("sub", "Subscription ID"),
                new("cloud", "Azure cloud") { Required = false, Default = "public", Help = "public, usgovernment or china." },
            ],
            Steps =
            [
                "Open Microsoft Entra ID → App registrations in the Azure portal and choose New registration; its overview shows client and tenant ID.",
                "Open Certificates & secrets there, choose New client secret and copy its value at once: it is shown one time.",
                "Open the subscription → Access control (IAM) → Add role assignment and give the app the role Reader, or the custom role that is shown beside.",
            ],
            Docs = "https://learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal",
        },
    ];

    // 25 reads a second for a service principal in a subscription: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
    public override IReadOnlyDictionary<string, double> Pace { get; } = new Dictionary<string, double> { [""] = 10 };

    public override async Task<ApiSession> OpenAsync(Opening opening, CancellationToken cancel)
    {
        var session = new AzureSession(opening);
        await session.OpenAsync(cancel);
        return session;
    }

    public override Policy PolicyOf(IReadOnlyList<Resource> resources)
    {
        var actions = resources.SelectMany(resource => resource.Permissions).Append(AzureSession.Subscription).Distinct().Order(StringComparer.Ordinal);
        return new("Custom role", "az role definition create --role-definition", $$"""
            {
              "Name": "Maestro inventory",
              "IsCustom": true,
              "Description": "Reads what Maestro keeps in its inventory.",
              "Actions": [
                {{string.Join(",\n    ", actions.Select(action => $"\"{action}\""))}}
              ],
              "NotActions": [],
              "AssignableScopes": [
                "/subscriptions/{subscription}"
              ]
            }
            """);
    }
}
