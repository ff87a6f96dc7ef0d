using Maestro.Modules.Audit;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Hears of what others change, and refreshes quietly.</summary>
public sealed partial class RecordListPage
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(900);
    private IDisposable? listening;
    private int due;

    [Inject] public IHostApplicationLifetime Life { get; set; } = null!;

    [Inject] public INews News { get; set; } = null!;

    [Inject] public TimeProvider Time { get; set; } = null!;

    private void Listen()
    {
        gone = new Departure(Life.ApplicationStopping);
        listening = News.Listen(HearAsync);
    }

    private async Task HearAsync(ChangeNews news)
    {
        // One refresh waits at a time: what comes meanwhile is in it.
        if (kind is null || !Kinds.FamilyOf(kind).Any(member => news.Kinds.Contains(member.Name)) || gone.IsCancellationRequested || Interlocked.Exchange(ref due, 1) == 1)
            return;
        try
        {
            await Task.Delay(Settle, Time, gone.Token);
            Interlocked.Exchange(ref due, 0);
            await InvokeAsync(async () =>
            {
                if (kind is null || page is null || query?.At is not null || problem is not null)
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
}
