using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers.Spaces;

/// <summary>Spaces, DigitalOcean's object storage, by an access key. https://docs.digitalocean.com/reference/api/spaces/</summary>
internal sealed class SpacesProvider : CloudProvider
{
    public override string Name => "spaces";

    public override string Label => "Spaces";

    public override string Datacenters => "Digital Ocean";

    public override bool HasRegions => true;

    public override IReadOnlyList<Method> Methods { get; } =
    [
        new("keys", "Access key")
        {
            Fields = [new("access", "Spaces access key ID") { Placeholder = "DO…" }, new("secret", "Spaces secret key") { Secret = true }],
            Steps =
            [
                "Open Spaces Object Storage → Access Keys in the DigitalOcean control panel and choose Create Access Key.",
                "Choose Full Access: a key of single buckets cannot list them all.",
                "Copy both values at once: the secret is shown one time.",
            ],
            Docs = "https://docs.digitalocean.com/products/spaces/how-to/manage-access/",
        },
    ];

    // 800 operations a second to a bucket, and less for lists: https://docs.digitalocean.com/products/spaces/details/limits/
    public override IReadOnlyDictionary<string, double> Pace { get; } = new Dictionary<string, double> { [""] = 10 };

    public override async Task<ApiSession> OpenAsync(Opening opening, CancellationToken cancel)
    {
        var session = new SpacesSession(opening);
        await session.OpenAsync(cancel);
        return session;
    }

    public override Policy PolicyOf(IReadOnlyList<Resource> resources) =>
        new("S3 commands", "Spaces Object Storage → Access Keys → Full Access", string.Join('\n', resources.SelectMany(resource => resource.Permissions).Append(SpacesSession.List).Distinct().Order(StringComparer.Ordinal)));
}
