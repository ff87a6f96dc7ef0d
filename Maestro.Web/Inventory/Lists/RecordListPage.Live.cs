using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Hears of what others change, and refreshes quietly.</summary>
public sealed partial class RecordListPage
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(900);
    private IDisposable? listening;
    private int due;

    [Inject] public INews News { get; set; } = null!;

    [Inject] public IAudit Audit { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    private void Listen() => listening = News.Listen(HearAsync);

    private async Task HearAsync(Guid changeSet)
    {
        // One refresh waits at a time: what comes meanwhile is in it.
        if (gone.IsCancellationRequested || Interlocked.Exchange(ref due, 1) == 1)
            return;
        try
        {
            await Task.Delay(Settle, Time, gone.Token);
            Interlocked.Exchange(ref due, 0);
            await InvokeAsync(async () =>
            {
                if (kind is null || page is null || query?.At is not null || problem is not null || !await ConcernsAsync(changeSet))
                    return;
                await LoadAsync(quiet: true);
                StateHasChanged();
            });
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            Interlocked.Exchange(ref due, 0);
        }
    }

    private async Task<bool> ConcernsAsync(Guid changeSet)
    {
        if (await Viewer.ActorAsync(gone.Token) is not { } reader)
            return false;
        try
        {
            var set = await Audit.ChangeSetAsync(reader, changeSet, gone.Token);
            return Kinds.FamilyOf(kind!).Any(member => set.Kinds.ContainsKey(member.Name));
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            // Nothing in it that this reader may see.
            return false;
        }
    }
}
