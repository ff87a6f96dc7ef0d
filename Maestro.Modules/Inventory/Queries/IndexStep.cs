using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Creates missing expression indexes at start.</summary>
internal sealed class IndexStep(IndexKeeping indexes) : IStartStep
{
    public int Order => 10;

    public Task RunAsync(CancellationToken cancel) => indexes.KeepAsync(cancel);
}
