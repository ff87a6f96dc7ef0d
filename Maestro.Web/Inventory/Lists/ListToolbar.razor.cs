using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Each act leads to another address; what is open is the only thing kept here.</summary>
public sealed partial class ListToolbar
{
    // Parameter of the condition being edited; "" for a new one.
    private string? editing;
    private string? open;
    private bool opened;

    [Parameter, EditorRequired] public Kind Kind { get; set; } = null!;

    [Parameter, EditorRequired] public ListAddress Address { get; set; } = ListAddress.Empty;

    [Parameter] public IReadOnlyList<ListFilter> Filters { get; set; } = [];

    [Parameter] public IReadOnlyList<ListColumn> All { get; set; } = [];

    [Parameter] public IReadOnlyList<ListColumn> Shown { get; set; } = [];

    [Parameter] public Actor? Actor { get; set; }

    [Parameter] public EventCallback<ListAddress> OnGo { get; set; }

    [Parameter] public EventCallback<IReadOnlyList<string>?> OnColumns { get; set; }

    private DateTimeOffset? At => DateTimeOffset.TryParse(Address["at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private IEnumerable<(string Label, int Days)> Agos => [(L["Yesterday"], 1), (L["A week ago"], 7), (L["A month ago"], 30), (L["3 months ago"], 90)];

    private Task FindAsync(string? words) => OnGo.InvokeAsync(words is { Length: > 0 } ? Address.First().With("q", words) : Address.First().Without("q"));

    private void Edit(ListFilter filter) => editing = filter.Field is null ? null : filter.Parameter;

    private Task WriteAsync(string? replaces, FilterDraft done)
    {
        editing = null;
        return OnGo.InvokeAsync(FilterReading.Write(Address, replaces, done.Field, done.Operator, done.Key, done.Values));
    }

    private Task ClearAsync() => OnGo.InvokeAsync(Address.Without([.. Filters.Select(filter => filter.Parameter)]).First());

    private Task MomentAsync(DateTimeOffset? at)
    {
        open = null;
        return OnGo.InvokeAsync(at is { } moment ? Address.First().With("at", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : Address.First().Without("at"));
    }
}
