using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Inventory.Panels;

/// <summary>Says which Kind a panel is for, and which fields it shows in place of the plain rows.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PanelAttribute(string kind, params string[] covers) : Attribute
{
    /// <summary>Singular name of the Kind; families of it have the panel too.</summary>
    public string Kind => kind;

    public IReadOnlyList<string> Covers => covers;

    /// <summary>Stands below the others.</summary>
    public bool Last { get; init; }
}

/// <summary>
/// A part of the overview that a Kind has for itself. A class of this sort with a <see cref="PanelAttribute"/> is found by
/// a scan; nothing is registered.
/// </summary>
public abstract class RecordPanel : Acting
{
    private RecordView? read;

    [Parameter, EditorRequired] public RecordView View { get; set; } = null!;

    /// <summary>Something was changed: the page reads again.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(read, View))
            return;
        read = View;
        await ReadAsync(await ActorAsync());
    }

    /// <summary>Reads what the panel shows beyond the record itself.</summary>
    protected abstract Task ReadAsync(Actor actor);

    /// <summary>A field that the panel's Kind declares.</summary>
    protected Field FieldOf(string name) => View.Kind.Find(name) ?? throw new InvalidOperationException($"{View.Kind.Label} has no field {name}.");

    /// <summary>The items of a list field.</summary>
    protected IReadOnlyList<System.Text.Json.Nodes.JsonObject> Items(string field) => Edges.Items(View.Record, field);

    /// <summary>Records of a Kind by a condition, by name.</summary>
    protected async Task<IReadOnlyList<Record>> ListAsync(Actor actor, string kind, Filter filter, int limit) =>
        (await Inventory.ListAsync(actor, new Query { Kind = kind, Filter = filter, Limit = limit, Counted = false, Order = [new Sort("name", false)] }, Gone)).Rows;

    /// <summary>Records of a Kind by id, by name.</summary>
    protected async Task<IReadOnlyList<Record>> ByIdAsync(Actor actor, string kind, IEnumerable<Guid> ids)
    {
        var wanted = ids.Distinct().Take(200).ToArray();
        return wanted.Length == 0 ? [] : (await Inventory.ListAsync(actor, new Query { Kind = kind, Ids = wanted, Limit = 200, Counted = false, Active = null, Order = [new Sort("name", false)] }, Gone)).Rows;
    }

    /// <summary>Writes drafts as one change set, and has the page read again.</summary>
    protected async Task SaveAsync(string done, params Draft[] drafts)
    {
        if (!await TryAsync(async () => await Planning.SaveAsync(await ActorAsync(), drafts, null, Gone)))
            return;
        Toasts.Good(done);
        await OnChanged.InvokeAsync();
    }

    /// <summary>A condition on one path, whatever the case: services are bound by equal names.</summary>
    protected static Filter Named(string path, params string[] values) => new Filter.Test(path, "ie", values);

    /// <summary>A condition on one path.</summary>
    protected static Filter Is(string path, params string[] values) => new Filter.Test(path, "", values);
}
