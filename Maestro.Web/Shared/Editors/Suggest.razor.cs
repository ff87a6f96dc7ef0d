using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Maestro.Web.Shared.Editors;

/// <summary>An input with a list below it. With <see cref="Pick"/> only a choice counts, else what is typed counts too.</summary>
public sealed partial class Suggest : IDisposable
{
    private static int last;
    private readonly string list = $"suggest-{Interlocked.Increment(ref last)}";
    private IReadOnlyList<Pick> found = [];
    private CancellationTokenSource? running;
    private string? typed;
    private bool open;
    private bool searching;
    private int at = -1;

    /// <summary>What stands there.</summary>
    [Parameter] public string? Text { get; set; }

    /// <summary>What was typed or taken.</summary>
    [Parameter] public EventCallback<string?> TextChanged { get; set; }

    /// <summary>A choice was taken; when it is handled, typed text alone means nothing.</summary>
    [Parameter] public Func<Pick, Task>? Pick { get; set; }

    /// <summary>Finds what fits the words.</summary>
    [Parameter, EditorRequired] public Func<string, CancellationToken, Task<IReadOnlyList<Pick>>> Find { get; set; } = null!;

    [Parameter] public string? Placeholder { get; set; }

    [Parameter] public string? Icon { get; set; }

    [Parameter] public string? Label { get; set; }

    [Parameter] public bool Mono { get; set; }

    [CascadingParameter] public FieldFrame? Frame { get; set; }

    private Task TypeAsync(string? text)
    {
        typed = text ?? "";
        return FindAsync(typed, pause: true);
    }

    // Everything is offered when one looks at what stands there already.
    private Task OpenAsync() => open ? Task.CompletedTask : FindAsync(typed ?? "", pause: false);

    private async Task FindAsync(string words, bool pause)
    {
        running?.Cancel();
        running?.Dispose();
        running = new CancellationTokenSource();
        var cancel = running.Token;
        (open, searching, at) = (true, true, -1);
        try
        {
            if (pause)
                await Task.Delay(TimeSpan.FromMilliseconds(120), cancel);
            var picks = await Find(words.Trim(), cancel);
            if (cancel.IsCancellationRequested)
                return;
            (found, searching) = (picks, false);
            // A search means its first match; a text means what was typed.
            at = Pick is not null && words.Trim().Length > 0 && picks.Count > 0 ? 0 : -1;
            if (Pick is null && picks.Count == 0)
                open = false;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The next letter asks anew.
        }
    }

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when !open:
                await OpenAsync();
                break;
            case "ArrowDown" when found.Count > 0:
                at = (at + 1) % found.Count;
                break;
            case "ArrowUp" when open && found.Count > 0:
                at = at <= 0 ? found.Count - 1 : at - 1;
                break;
            case "Enter" when open && at >= 0 && at < found.Count:
                await TakeAsync(found[at]);
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private async Task TakeAsync(Pick pick)
    {
        Close();
        typed = null;
        if (Pick is not null)
            await Pick(pick);
        else
            await TextChanged.InvokeAsync(pick.Value);
    }

    private async Task LeaveAsync(ChangeEventArgs e)
    {
        typed = null;
        if (Pick is null)
            await TextChanged.InvokeAsync(e.Value as string);
    }

    private void Close()
    {
        running?.Cancel();
        (open, at) = (false, -1);
        if (Pick is not null)
            typed = null;
    }

    public void Dispose()
    {
        running?.Cancel();
        running?.Dispose();
    }
}
