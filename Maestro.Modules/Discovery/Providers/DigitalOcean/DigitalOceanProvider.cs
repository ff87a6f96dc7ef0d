using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>DigitalOcean, by a personal access token. https://docs.digitalocean.com/reference/api/</summary>
internal sealed class DigitalOceanProvider : CloudProvider
{
    public override string Name => "digitalocean";

    public override string Label => "DigitalOcean";

    public override string Datacenters => "Digital Ocean";

    public override IReadOnlyList<Method> Methods { get; } =
    [
        new("token", "Token")
        {
            Fields = [new("token", "Token") { Secret = true, Help = "Personal access token; reading is enough.", Placeholder = "dop_v1_…" }],
            Steps =
            [
                "Open API → Tokens in the DigitalOcean control panel and choose Generate New Token.",
                "Give it a name, choose Custom Scopes and tick the read scopes listed beside, or choose Read Only.",
                "Copy the token at once: it is shown one time.",
            ],
            Docs = "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
        },
    ];

    // 5,000 an hour and 250 a minute: https://docs.digitalocean.com/reference/api/digitalocean/#section/Introduction/Rate-Limit
    public override IReadOnlyDictionary<string, double> Pace { get; } = new Dictionary<string, double> { [""] = 4 };

    public override async Task<ApiSession> OpenAsync(Opening opening, CancellationToken cancel)
    {
        var session = new OceanSession(opening);
        await session.OpenAsync(cancel);
        return session;
    }

    // Every other read scope demands these three: https://docs.digitalocean.com/reference/api/scopes/
    private static readonly string[] Always = ["account:read", "actions:read", "regions:read", "sizes:read"];

    public override Policy PolicyOf(IReadOnlyList<Resource> resources) =>
        new("Token scopes", "API → Tokens → Custom Scopes", string.Join('\n', resources.SelectMany(resource => resource.Permissions).Concat(Always).Distinct().Order(StringComparer.Ordinal)));
}
