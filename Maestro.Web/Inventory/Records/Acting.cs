using Maestro.Modules.Kernel;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Records;

/// <summary>A component that acts: it asks who looks before every operation, and gives up what runs when it is left.</summary>
public abstract class Acting : ComponentBase, IDisposable
{
    private Departure? gone;

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public Toasts Toasts { get; set; } = null!;

    [Inject] public IHostApplicationLifetime Life { get; set; } = null!;

    /// <summary>Something that was asked for is under way.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Cancelled when the component is disposed, or Maestro stops.</summary>
    protected CancellationToken Gone => Leaving.Token;

    private Departure Leaving => gone ??= new Departure(Life.ApplicationStopping);

    /// <summary>Who acts, with the rights of this moment.</summary>
    protected async Task<Actor> ActorAsync() =>
        await Viewer.ActorAsync(Gone) ?? throw new Problem(ProblemKind.SignedOut, "Your session has ended. Sign in again.");

    /// <summary>Does what was asked for; an expected failure is told at the foot of the screen. True when it worked.</summary>
    protected async Task<bool> TryAsync(Func<Task> work)
    {
        Busy = true;
        try
        {
            await work();
            return true;
        }
        catch (Problem problem)
        {
            Toasts.Bad(problem.Message);
            return false;
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Looks again at each turn, until the component is left.</summary>
    protected Task FollowAsync(PeriodicTimer turns, Func<Task> look) => FollowAsync(turns, async () =>
    {
        await look();
        return true;
    }, Gone);

    /// <summary>Looks again at each turn, until <paramref name="look"/> says that nothing more comes or the token is cancelled. Nobody has to wait for it: what fails is told, or shown by the page.</summary>
    protected async Task FollowAsync(PeriodicTimer turns, Func<Task<bool>> look, CancellationToken left)
    {
        using var _ = turns;
        try
        {
            var more = true;
            while (more && await turns.WaitForNextTickAsync(left))
            {
                await InvokeAsync(async () =>
                {
                    more = await look();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Problem problem)
        {
            // The session has ended, or what is shown may no longer be read.
            Toasts.Bad(problem.Message);
        }
#pragma warning disable CA1031 // Whatever else fails, such as a database that is away, is shown by the page as a failure of its own would be.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(fault);
        }
    }

    public void Dispose()
    {
        Leave();
        Leaving.Cancel();
        Leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What else ends with the component.</summary>
    protected virtual void Leave()
    {
    }
}
