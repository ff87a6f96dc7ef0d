using Microsoft.JSInterop;

namespace Maestro.Web.Inventory.Lists;

/// <summary>The list by keys: the browser passes on those that nothing else wants.</summary>
public sealed partial class RecordListPage
{
    private DotNetObjectReference<RecordListPage>? self;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        await Js.InvokeVoidAsync("maestro.lists.register", gone.Token, self);
    }

    /// <summary>A key was pressed: j, k, x or Enter.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        if (rows.Count == 0)
            return;
        switch (key)
        {
            case "j":
                current = Math.Min((current ?? -1) + 1, rows.Count - 1);
                break;
            case "k":
                current = Math.Max((current ?? 1) - 1, 0);
                break;
            case "x" when MayTick && Current is { } row:
                TickAsync(new HashSet<object>(ticked.Contains(row.Id) ? ticked.Where(id => !id.Equals(row.Id)) : ticked.Append(row.Id)));
                break;
            case "Enter" when Current is { } row:
                Navigation.NavigateTo(query?.At is { } at ? Urls.RecordAt(Kinds.Get(row.Kind), row.Id, at) : Urls.Record(Kinds.Get(row.Kind), row.Id));
                return;
        }

        if (preview is not null && key is ("j" or "k"))
            await ShowAsync(Current?.Id);
        StateHasChanged();
        await Js.InvokeVoidAsync("maestro.lists.show", gone.Token);
    }

    private async Task ForgetKeysAsync()
    {
        try
        {
            await Js.InvokeVoidAsync("maestro.lists.forget", CancellationToken.None);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its keys with it.
        }

        self?.Dispose();
    }
}
