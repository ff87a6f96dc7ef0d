using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Something that Azure lists within its virtual network only; the network's location is its own.</summary>
/// <param name="list">Member below the network's properties that holds them.</param>
internal abstract class NetworkParts(string name, string kind, string docs, string list) : AzureJoin<string?>(name, kind, "network-list", docs, AzureCall.Networks)
{
    public override async IAsyncEnumerable<Joined<string?>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var network in AzureCall.Networks.ListAsync(session, cancel))
        {
            foreach (var part in network.Items($"properties.{list}"))
                yield return new(part, network.Text("location"));
        }
    }
}
