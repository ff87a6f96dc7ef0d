using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Maestro.Web.Layout;

/// <summary>Finds who looks, in which zone, and the numbers of the navigation; closes the drawer when the address changes.</summary>
public sealed partial class MainLayout : IDisposable
{
    private Departure gone = new();
    private IReadOnlyDictionary<string, long> counts = new Dictionary<string, long>();
    private CommandPalette? palette;
    private PageBoundary? boundary;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private Actor? actor;
    private bool drawer;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public INavCounts Counts { get; set; } = null!;

    [Inject] public IJSRuntime Js { get; set; } = null!;

    [Inject] public IHostApplicationLifetime Life { get; set; } = null!;

    [Inject] public IPeople People { get; set; } = null!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0].TrimEnd('/');

    protected override async Task OnInitializedAsync()
    {
        gone = new Departure(Life.ApplicationStopping);
        Navigation.LocationChanged += MovedAsync;
        actor = await Viewer.ActorAsync(gone.Token);
        if (actor is null)
            return;
        var profile = await People.ProfileAsync(actor, gone.Token);
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        counts = await Counts.OfAsync(actor, gone.Token);
    }

    private async void MovedAsync(object? sender, LocationChangedEventArgs e)
    {
        try
        {
            await InvokeAsync(async () =>
            {
                drawer = false;
                boundary?.Recover();
                StateHasChanged();
                actor = await Viewer.ActorAsync(gone.Token);
                if (actor is not null)
                    counts = await Counts.OfAsync(actor, gone.Token);
                StateHasChanged();
            });
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The circuit ended while the numbers were read.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task OpenDrawerAsync()
    {
        drawer = true;
        StateHasChanged();
        await Js.InvokeVoidAsync("maestro.focusFirst", "nav");
    }

    private void Key(KeyboardEventArgs e) => drawer &= e.Key != "Escape";

    public void Dispose()
    {
        Navigation.LocationChanged -= MovedAsync;
        gone.Cancel();
        gone.Dispose();
    }
}
