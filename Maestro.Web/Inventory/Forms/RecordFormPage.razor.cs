using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Inventory.Forms;

/// <summary>Finds what the form starts with: the record, a copy of another, values from the address, or a choice of forms.</summary>
public sealed partial class RecordFormPage
{
    private readonly Departure gone = new();
    private IReadOnlyList<Pick> tiles = [];
    private Kind? kind;
    private Record? record;
    private Record? retired;
    private JsonObject? start;
    private string shown = "";
    private bool loading = true;

    [Parameter] public string Plural { get; set; } = "";

    [Parameter] public Guid? Id { get; set; }

    /// <summary>The record to copy.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    /// <summary>The section that stands open.</summary>
    [SupplyParameterFromQuery] public string? Section { get; set; }

    [SupplyParameterFromQuery] public string? Modal { get; set; }

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IAccess Access { get; set; } = null!;

    [Inject] public IViewer Viewer { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public Toasts Toasts { get; set; } = null!;

    private string Title => record is not null ? L["Edit {0}", record.Name] : L["New {0}", kind is null ? "" : KindTexts.LabelOf(kind).ToLower(System.Globalization.CultureInfo.CurrentCulture)];

    private IReadOnlyList<Crumb> Steps => record is null
        ? [new(KindTexts.LabelPluralOf(kind!), Urls.List(kind!))]
        : [new(KindTexts.LabelPluralOf(kind!), Urls.List(kind!)), new(record.Name, Urls.Record(kind!, record.Id))];

    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Plural}/{Id}/{From}/{Modal}";
        if (wanted == shown)
            return;
        (shown, loading, tiles, record, retired, start) = (wanted, true, [], null, null, null);
        kind = Kinds.Find(Plural);
        if (kind is null)
            return;
        if (await Viewer.ActorAsync(gone.Token) is not { } actor)
            throw new Problem(ProblemKind.SignedOut, L["Your session has ended. Sign in again."]);
        if (Id is { } id)
            await OpenAsync(actor, id);
        else
            await BeginAsync(actor);
        loading = false;
    }

    private async Task OpenAsync(Actor actor, Guid id)
    {
        var found = await Inventory.GetAsync(actor, kind!.Name, id, null, gone.Token);
        kind = Kinds.Get(found.Kind);
        if (found.Level < Level.Write)
            throw Problem.Denied(L["You may see {0}, but not change it.", found.Name]);
        if (found.Active)
            record = found;
        else
            retired = found;
    }

    private async Task BeginAsync(Actor actor)
    {
        if (kind!.Shared && !actor.IsAdmin)
            throw Problem.Denied(L["{0} are shared by everybody; only administrators change them.", KindTexts.LabelPluralOf(kind)]);
        if (!kind.Shared)
            Access.DemandCreate(actor);
        tiles = Choices();
        if (tiles.Count > 0)
            return;
        start = RecordStart.Defaults(kind);
        if (Guid.TryParse(From, out var from))
        {
            var other = await Inventory.GetAsync(actor, kind.Name, from, null, gone.Token);
            kind = Kinds.Get(other.Kind);
            start = RecordStart.Clone(kind, other, L["{0} (copy)", other.Name]);
        }

        start = RecordStart.Fill(kind, start, QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query));
        await NameAsync(actor, start);
    }

    // References in the address are ids; the form shows names.
    private async Task NameAsync(Actor actor, JsonObject fields)
    {
        foreach (var field in kind!.Fields)
        {
            var target = field.Type as Types.Ref ?? (field.Type as Types.ListOf)?.Item as Types.Ref;
            if (target is null)
                continue;
            var things = fields[field.Name] is JsonArray list ? list.OfType<JsonObject>() : fields[field.Name] is JsonObject one ? [one] : Enumerable.Empty<JsonObject>();
            foreach (var thing in things.Where(thing => thing["name"] is null).ToList())
            {
                if (thing.RefId() is not { } id)
                    continue;
                var found = await Inventory.ListAsync(actor, new Query { Kind = target.Kind, Ids = [id], Limit = 1, Counted = false }, gone.Token);
                if (found.Rows.Count > 0)
                    (thing["name"], thing["kind"]) = (found.Rows[0].Name, found.Rows[0].Kind);
            }
        }
    }

    private IReadOnlyList<Pick> Choices()
    {
        if (From is not null)
            return [];
        if (kind!.Name == "database" && string.IsNullOrEmpty(Modal))
        {
            return
            [
                new(Urls.New(kind) + "?modal=oracle", "Oracle", L["Oracle Database, ASM, SOA"], "database"),
                new(Urls.New(kind) + "?modal=mysql", "MySQL", L["MySQL, MariaDB, Percona, Aurora"], "database"),
                new(Urls.New(kind) + "?modal=generic", L["Any other"], L["PostgreSQL, MongoDB, SQL Server and everything else"], "database"),
            ];
        }

        // A Kind that is only the head of its families asks which one is meant.
        return kind.Family is null && kind.Find("family") is not null
            ? [.. Kinds.FamilyOf(kind).Where(other => other != kind).Select(other => new Pick(Urls.New(other), KindTexts.LabelOf(other), KindTexts.DescriptionOf(other), other.Icon))]
            : [];
    }

    private void ShowAsync(string section) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("section", section), replace: true);

    private void Saved(Guid id)
    {
        Toasts.Good(record is null ? L["{0} has been created.", KindTexts.LabelOf(kind!)] : L["{0} has been saved.", record.Name]);
        Navigation.NavigateTo(Urls.Record(kind!, id));
    }

    private void Back() => Navigation.NavigateTo(record is not null ? Urls.Record(kind!, record.Id) : Urls.List(kind!));

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
