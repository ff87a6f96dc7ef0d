using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Maestro.Web.Shared.Editors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace Maestro.Web.Inventory.Forms;

/// <summary>Holds a record while it is typed: loads what editors offer, keeps the draft, saves it as one change set.</summary>
public sealed partial class RecordForm
{
    private readonly Departure gone = new();
    private FormContext? form;
    private StaleMerge? stale;
    private string? message;
    private string? state;
    private string reason = "";
    private string? open;
    private bool busy;
    private bool dirty;
    private bool done;
    private bool pointOut;
    private int? version;
    private bool older;
    private Guid saved;
    private DraftForm? sheet;

    [Parameter, EditorRequired] public Kind Kind { get; set; } = null!;

    /// <summary>The record to edit, or null for a new one.</summary>
    [Parameter] public Record? Record { get; set; }

    /// <summary>What a new record starts with.</summary>
    [Parameter] public JsonObject? Start { get; set; }

    /// <summary>Only this section, for editing in place.</summary>
    [Parameter] public string? Only { get; set; }

    /// <summary>The section that stands open.</summary>
    [Parameter] public string? Section { get; set; }

    [Parameter] public EventCallback<string> SectionChanged { get; set; }

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Saved, under this id.</summary>
    [Parameter] public EventCallback<Guid> OnSaved { get; set; }

    [Parameter] public EventCallback OnCancel { get; set; }

    [Inject] public FormSources Sources { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public IDialogService Dialogs { get; set; } = null!;

    [Inject] public IJSRuntime Js { get; set; } = null!;

    private string DraftKey => Only is null ? $"record-{Fingerprint(Start)}" : $"record-{Record?.Id}-{Only}";

    // A draft upon another version is offered, never put back by itself.
    private string? Basis => version?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // The same in every process, so that a draft outlives a restart of the server.
    private static string Fingerprint(JsonObject? start) =>
        start is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(start.ToJsonString())))[..12];

    private IReadOnlyList<FormSection> Sections => [.. FormSection.Of(form!).Where(section => Only is null || section.Name == Only)];

    private string? Open => Sections is { Count: > 0 } all ? (all.FirstOrDefault(section => section.Name == open) ?? all[0]).Name : null;

    // What is wrong with something that the form does not show.
    private IEnumerable<string> Elsewhere
    {
        get
        {
            var shown = Sections.SelectMany(section => section.Typed).Select(typed => typed.Name).ToHashSet();
            return form!.Faults.Where(pair => !shown.Contains(pair.Key.Split('.')[0])).SelectMany(pair => pair.Value.Select(text => pair.Key.Length == 0 ? L["The record {0}", text].Value : $"{Named(pair.Key)} {text}"));
        }
    }

    private string Named(string path) => Kind.Find(path.Split('.')[0]) is { } field ? KindTexts.LabelOf(field) : path;

    protected override async Task OnInitializedAsync()
    {
        await Sources.LoadAsync(Kind, gone.Token);
        var actor = await ActorAsync();
        var sources = Record is { Sources.Count: > 0 } ? await Inventory.SourcesAsync(actor, Record.Id, gone.Token) : null;
        version = Record?.Version;
        form = new FormContext(Kind, Record?.Fields ?? [], Sources) { RecordId = Record?.Id, Provenance = sources };
        if (Record is null && Start is not null)
            form.Replace([], (JsonObject)Start.DeepClone());
    }

    protected override void OnParametersSet() => open = Section ?? open;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!pointOut)
            return;
        pointOut = false;
        await Js.InvokeVoidAsync("maestro.focusFault", gone.Token, ".record-form");
    }

    private async Task<Actor> ActorAsync() => await Viewer.ActorAsync(gone.Token) ?? throw new Problem(ProblemKind.SignedOut, L["Your session has ended. Sign in again."]);

    private Task ShowAsync(string section)
    {
        open = section;
        return SectionChanged.InvokeAsync(section);
    }

    private async Task ChangeAsync(string field, JsonNode? value)
    {
        var before = form!.Now[field].Copy();
        form.Set(field, value);
        await FormTwists.FollowAsync(form, field, before, gone.Token);
        Keep();
    }

    // What is kept in the browser's tab: both versions, so that a draft from before another's change is not mistaken for one upon it.
    private void Keep()
    {
        dirty = Patch().Count > 0;
        state = new JsonObject { ["version"] = version, ["before"] = form!.Before.DeepClone(), ["now"] = form.Now.DeepClone() }.ToJsonString();
    }

    private void Restore(string kept)
    {
        if (JsonNode.Parse(kept) is not JsonObject { } found || found["now"] is not JsonObject now)
            return;
        version = found["version"]?.GetValue<int>();
        form!.Replace(found["before"].Copy() as JsonObject ?? [], (JsonObject)now.DeepClone());
        Keep();
    }

    // A draft from before the record changed: laid upon the record as it stands, field by field, for the person to choose.
    private StaleMerge? MergeOf(string kept) =>
        Record is not null && JsonNode.Parse(kept) is JsonObject found && found["now"] is JsonObject now
            ? new StaleMerge(Kind, found["before"].Copy() as JsonObject ?? [], now, Record) : null;

    private bool Matters(string kept) => MergeOf(kept) is { } merge && merge.Rows.Any(row => row.Differs);

    private void Compare(string kept) => (stale, older) = (MergeOf(kept), true);

    private void Discard()
    {
        version = Record?.Version;
        form!.Replace(Record?.Fields ?? [], (JsonObject)(Record?.Fields ?? Start ?? []).DeepClone());
        (state, dirty, stale, message) = (null, false, null, null);
    }

    private JsonObject Patch() => FormPatch.Of(Kind, form!.Before, form.Now);

    private async Task LeaveAsync(LocationChangingContext context)
    {
        var here = new Uri(Navigation.Uri).AbsolutePath;
        if (done || !dirty || Navigation.ToAbsoluteUri(context.TargetLocation).AbsolutePath == here)
            return;
        var question = new Question(L["Leave without saving?"], L["What you have typed here is not saved yet."], L["Leave"]);
        if (await Dialogs.AskAsync(question) is null)
            context.PreventNavigation();
    }

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
