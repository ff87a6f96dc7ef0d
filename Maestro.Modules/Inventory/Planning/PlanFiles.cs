using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Answers for files that plans were made from. They may hold secrets, so whoever made the plan reads them and nobody else; they go with the plan.</summary>
internal sealed class PlanFiles(PlanStore plans) : IFileOwner
{
    public string Type => "plan";

    public Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel) => plans.IsMadeByAsync(actor, file.OwnerId, cancel);

    public async Task<IReadOnlyCollection<Guid>> UsedAsync(IReadOnlyCollection<StoredFile> files, CancellationToken cancel)
    {
        var kept = await plans.KeptAsync([.. files.Select(file => file.OwnerId).Distinct()], cancel);
        return files.Where(file => kept.Contains(file.OwnerId)).Select(file => file.Id).ToHashSet();
    }
}
