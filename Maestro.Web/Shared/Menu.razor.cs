using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Maestro.Web.Shared;

/// <summary>Opens and closes; <c>maestro.js</c> places the list, walks it and tells when it was left.</summary>
public sealed partial class Menu : IAsyncDisposable
{
    private DotNetObjectReference<Menu>? self;
    private ElementReference root;
    private ElementReference list;
    private bool open;
    private bool placed;

    [Inject] public IJSRuntime Js { get; set; } = null!;

    /// <summary>The button that opens it.</summary>
    [Parameter, EditorRequired] public RenderFragment? Activator { get; set; }

    /// <summary><see cref="MenuItem"/>s.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Aligned with the right edge of the button.</summary>
    [Parameter] public bool End { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Closes it and gives the focus back to the button.</summary>
    public async Task CloseAsync()
    {
        if (!open)
            return;
        (open, placed) = (false, false);
        StateHasChanged();
        await Js.InvokeVoidAsync("maestro.menu.close");
    }

    /// <summary>Left by Escape, Tab or a press elsewhere.</summary>
    [JSInvokable]
    public Task LeaveAsync() => InvokeAsync(CloseAsync);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!open || placed)
            return;
        placed = true;
        self ??= DotNetObjectReference.Create(this);
        await Js.InvokeVoidAsync("maestro.menu.open", root, list, End, self);
    }

    private Task ToggleAsync()
    {
        if (open)
            return CloseAsync();
        open = true;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (open)
                await Js.InvokeVoidAsync("maestro.menu.close");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its menu with it.
        }
        self?.Dispose();
    }
}
