using Maestro.Modules.Kernel;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Access;

/// <summary>What the pages of Access share: who acts, and that work ends with the page.</summary>
public abstract class ActorPage : ComponentBase, IDisposable
{
    private readonly Departure gone = new();

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public Toasts Toasts { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => gone.Token;

    /// <summary>The actor of this moment. Throws <see cref="Problem"/> (signed out) when the session has ended.</summary>
    protected async Task<Actor> ActorAsync() =>
        await Viewer.ActorAsync(Gone) ?? throw new Problem(ProblemKind.SignedOut, "Your session has ended. Sign in again.");

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
