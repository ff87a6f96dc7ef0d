using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Maestro.Web.Layout;

/// <summary>Opens on Ctrl+K (told by <c>maestro.js</c>), finds as one types, acts on Enter.</summary>
public sealed partial class CommandPalette : IAsyncDisposable
{
    private const int Most = 40;
    private DotNetObjectReference<CommandPalette>? self;
    private CancellationTokenSource? running;
    private ElementReference input;
    private IReadOnlyList<Found> items = [];
    private string words = "";
    private int chosen;
    private bool open;
    private bool focus;

    [Inject] public Finder Finder { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public IJSRuntime Js { get; set; } = null!;

    /// <summary>Opens it, empty.</summary>
    [JSInvokable]
    public Task OpenAsync()
    {
        (open, focus, words, chosen) = (true, true, "", 0);
        items = Offer([]);
        return InvokeAsync(StateHasChanged);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await Js.InvokeVoidAsync("maestro.palette.register", self);
        }
        if (focus)
        {
            focus = false;
            await Js.InvokeVoidAsync("maestro.focus", input, true);
        }
    }

    private async Task FindAsync(string? text)
    {
        words = text ?? "";
        chosen = 0;
        items = Offer([]);
        running?.Cancel();
        running?.Dispose();
        running = new CancellationTokenSource();
        var cancel = running.Token;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(150), cancel);
            var records = await Finder.RecordsAsync(words, 8, cancel);
            if (!cancel.IsCancellationRequested)
                items = Offer(records);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The next letter asks anew.
        }
    }

    // A page whose name begins with the words is what is meant more often than a record that has them somewhere.
    private IReadOnlyList<Found> Offer(IReadOnlyList<Found> records)
    {
        var places = Finder.Places(words);
        var typed = words.Trim();
        var first = typed.Length == 0 ? [] : places.Where(place => place.Label.StartsWith(typed, StringComparison.CurrentCultureIgnoreCase)).Take(3).ToList();
        return [.. first.Concat(records).Concat(places.Except(first)).Concat(Acts()).Take(Most)];
    }

    private IEnumerable<Found> Acts()
    {
        string group = L["Appearance"];
        Found[] acts =
        [
            new(group, L["Light theme"], "sun", Act: () => LookAsync("Theme", "light")),
            new(group, L["Dark theme"], "moon", Act: () => LookAsync("Theme", "dark")),
            new(group, L["Theme as the system"], "screen", Act: () => LookAsync("Theme", "system")),
            new(group, L["Compact rows"], "list", Act: () => LookAsync("Density", "compact")),
            new(group, L["Comfortable rows"], "rows", Act: () => LookAsync("Density", "comfortable")),
        ];
        return words.Trim().Length == 0 ? acts.Take(2) : acts.Where(act => act.Label.Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase));
    }

    private Task LookAsync(string what, string value) => Js.InvokeVoidAsync($"maestro.look.set{what}", value).AsTask();

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        if (e.Key == "Escape")
            Close();
        else if (e.Key == "Enter" && chosen < items.Count)
            await ChooseAsync(items[chosen]);
        else if (e.Key is "ArrowDown" or "ArrowUp" && items.Count > 0)
        {
            chosen = (chosen + (e.Key == "ArrowDown" ? 1 : items.Count - 1)) % items.Count;
            await Js.InvokeVoidAsync("maestro.showId", $"palette-{chosen}");
        }
    }

    private async Task ChooseAsync(Found item)
    {
        Close();
        if (item.Act is { } act)
            await act();
        else if (item.Href is { } href)
            Navigation.NavigateTo(href);
    }

    private void Close() => open = false;

    public async ValueTask DisposeAsync()
    {
        running?.Cancel();
        running?.Dispose();
        try
        {
            await Js.InvokeVoidAsync("maestro.palette.forget");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its palette with it.
        }
        self?.Dispose();
    }
}
