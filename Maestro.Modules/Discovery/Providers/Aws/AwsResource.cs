using System.Text.Json;
using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>An object type at AWS; of each region, unless it says otherwise.</summary>
internal abstract class AwsResource(string name, string kind, string task, string docs, params string[] permissions) : ApiResource<AwsSession>(name, kind, task, docs, permissions)
{
    public override ScopeKind ScopeKind => ScopeKind.Region;

    public override IReadOnlyList<string> NotAvailable => [AwsErrors.NotEnabled, "OptInRequired"];

    /// <summary>The regions that have the service, where not all do.</summary>
    public virtual IReadOnlyList<string>? Only => null;

    /// <summary>Whether a partition has the service.</summary>
    public virtual bool IsIn(string partition) => true;

    // An object that could not be read is named by the first id, ARN or name that it has.
    protected override string Label(JsonElement item) => item.ValueKind != JsonValueKind.Object ? Name : item.EnumerateObject()
        .Where(member => member.Name != "ownerId" && new[] { "Id", "Arn", "ARN", "Name", "Identifier" }.Any(end => member.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
        .Select(member => member.Value.AsText()).FirstOrDefault(text => text is not null) ?? Name;
}

/// <summary>An object type of EC2 that one paged call lists.</summary>
/// <param name="action">The call.</param>
/// <param name="list">Set that holds the objects.</param>
/// <param name="page">Most objects that a page may have; null where the vendor does not page.</param>
internal abstract class Ec2Resource(string name, string kind, string task, string action, string list, int? page, params string[] further)
    : AwsResource(name, kind, task, $"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_{action}.html", [$"ec2:{action}", .. further])
{
    /// <summary>Parameters that narrow the call.</summary>
    protected virtual IReadOnlyList<(string Name, string? Value)> Narrowed => [];

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.Ec2, scope.Part, action, AwsPaging.Ec2(list, page), Narrowed, cancel);
}
