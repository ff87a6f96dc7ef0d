using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>SES identities: domains and addresses that mail may be sent from, each by itself.</summary>
internal sealed class SesIdentities() : AwsResource("aws.ses.identities", "smtp", "smtp-list", "https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html", "ses:ListEmailIdentities")
{
    private static readonly AwsPaging Paging = new("EmailIdentities", "NextToken", "NextToken", "PageSize", 1000);

    // Some regions do without: their names lead nowhere. https://docs.aws.amazon.com/general/latest/gr/ses.html
    public override IReadOnlyList<string> NotAvailable => [.. base.NotAvailable, "no_such_host"];

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.Ses, scope.Part, "ses:ListEmailIdentities", Paging, new AwsAsk("/v2/email/identities"), cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var name = item.Need("IdentityName");
        return AwsObjects.Service(AwsObjects.Arn(scope, "ses", $"identity/{name}"), "smtp", name, "SES (AWS)", scope, null)
            .Stated(item.Text("VerificationStatus"), Status.Resource)
            .Set("domain", new[] { name[(name.IndexOf('@', StringComparison.Ordinal) + 1)..] }.List())
            .Set("role", new JsonObject()
                .Put("endpoint", $"email-smtp.{scope.Part}.{Amazon.RegionEndpoint.GetBySystemName(scope.Part).PartitionDnsSuffix}:587")
                .Put("verification", item.Renamed(("identity_type", "IdentityType"), ("status", "VerificationStatus"), ("sending_enabled", "SendingEnabled"))));
    }
}
