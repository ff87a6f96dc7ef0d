using System.Text.Json;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Puts errors of Azure in words that a person can act on: those of the sign-in service, and those of the management API.</summary>
internal static class AzureFault
{
    // https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    private static readonly Dictionary<string, string> Words = new()
    {
        ["AADSTS7000215"] = "the client secret is wrong: take the secret's value, not its ID",
        ["AADSTS7000222"] = "the client secret has expired: make a new one under Certificates & secrets",
        ["AADSTS7000216"] = "the client secret is missing",
        ["AADSTS700016"] = "the tenant knows no application with this client ID",
        ["AADSTS7000112"] = "the application is switched off in this tenant",
        ["AADSTS90002"] = "there is no tenant with this ID; check the tenant, and the Azure cloud it belongs to",
        ["AADSTS900023"] = "the tenant ID is neither an ID nor a domain of a tenant",
        ["AADSTS900021"] = "the tenant ID is made of zeros",
        ["AADSTS53003"] = "a conditional access policy of the tenant keeps the application out",
        ["AADSTS700024"] = "the clock of this machine is wrong: the sign-in is not valid at this time",
        ["SubscriptionNotFound"] = "Azure finds no such subscription: the ID is mistyped, it belongs to another tenant, or the application has no role in it",
        ["InvalidSubscriptionId"] = "the subscription ID is mistyped",
        ["InvalidAuthenticationTokenTenant"] = "the subscription belongs to another tenant than the application",
    };

    /// <summary>Codes that mean that a subscription does not use a service: its resource provider is not registered.</summary>
    internal static readonly string[] NotRegistered = ["MissingSubscriptionRegistration", "SubscriptionNotRegistered", "NoRegisteredProviderFound", "InvalidResourceNamespace", "InvalidResourceType"];

    internal static (string? Code, string? Message) Of(JsonElement body)
    {
        // The sign-in service: {"error": "invalid_client", "error_description": "AADSTS7000215: …", "error_codes": [7000215]}
        if (body.Text("error_description") is { } description)
        {
            var code = body.Texts("error_codes") is [var number, ..] ? $"AADSTS{number}" : body.Text("error");
            return (code, code is not null && Words.TryGetValue(code, out var sentence) ? $"{sentence} ({code})" : description);
        }

        var (known, message) = (body.Text("error.code") ?? body.Text("code"), body.Text("error.message") ?? body.Text("message"));
        return (known, known is not null && Words.TryGetValue(known, out var words) ? $"{words} ({message ?? known})" : message);
    }

    internal static ProblemKind? Judge(string? code) => code switch
    {
        null => null,
        _ when code.StartsWith("AADSTS", StringComparison.Ordinal) => ProblemKind.SignedOut,
        "invalid_client" or "invalid_request" or "unauthorized_client" or "ExpiredAuthenticationToken" or "InvalidAuthenticationToken" or "InvalidAuthenticationTokenTenant" or "AuthenticationFailed" => ProblemKind.SignedOut,
        "AuthorizationFailed" or "LinkedAuthorizationFailed" or "DisallowedOperation" => ProblemKind.Denied,
        "SubscriptionNotFound" or "InvalidSubscriptionId" => ProblemKind.Missing,
        "TooManyRequests" or "SubscriptionRequestsThrottled" or "ResourceCollectionRequestsThrottled" => ProblemKind.TooMany,
        _ => NotRegistered.Contains(code) ? ProblemKind.Missing : null,
    };
}
