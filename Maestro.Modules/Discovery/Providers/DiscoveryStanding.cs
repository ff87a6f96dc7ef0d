using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>What Discovery can read, for the page about Maestro.</summary>
internal sealed class DiscoveryStanding : IStanding
{
    public string Module => "Discovery";

    public Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        return Task.FromResult<IReadOnlyList<Standing>>(
        [
            new("Sources that can be read", Plugs.TypesOf<Provider>().Count),
            new("Types of objects that can be read", Plugs.TypesOf<Resource>().Count),
        ]);
    }
}
