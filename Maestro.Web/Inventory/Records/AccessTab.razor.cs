using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Maestro.Web.Inventory.Records;

/// <summary>Reads the grants, and replaces them as one change of the record.</summary>
public sealed partial class AccessTab
{
    private IReadOnlyList<NamedGrant>? grants;
    private IReadOnlyList<Pick> levels = [];
    private RecordView? read;
    private string? fault;

    [Parameter, EditorRequired] public RecordView View { get; set; } = null!;

    [Parameter] public EventCallback OnChanged { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(read, View))
            return;
        read = View;
        levels = GrantDialog.Levels(L);
        grants = await Inventory.GrantsAsync(await ActorAsync(), View.Record.Id, Gone);
    }

    private async Task AddAsync()
    {
        var answer = await Dialogs.OpenAsync<GrantDialog>(L["Give access"], new DialogParameters());
        if (answer is not Grant given)
            return;
        await SaveAsync([.. grants!.Where(grant => grant.Subject != given.Subject).Select(Bare), given]);
    }

    private Task ChangeAsync(NamedGrant grant, string? level) =>
        Enum.TryParse<Level>(level, out var chosen) ? SaveAsync([.. grants!.Select(one => one == grant ? new Grant(one.Subject, chosen) : Bare(one))]) : Task.CompletedTask;

    private Task RemoveAsync(NamedGrant grant) => SaveAsync([.. grants!.Where(one => one != grant).Select(Bare)]);

    private async Task SaveAsync(IReadOnlyList<Grant> wanted)
    {
        fault = wanted.All(grant => grant.Level < Level.Admin) ? L["Somebody must stay admin of the record. Make another one admin first."].Value : null;
        if (fault is not null)
            return;
        var draft = new Draft(View.Kind.Name) { Id = View.Record.Id, Grants = wanted };
        if (await TryAsync(async () => await Planning.SaveAsync(await ActorAsync(), [draft], null, Gone)))
            await OnChanged.InvokeAsync();
        StateHasChanged();
    }

    private string Why()
    {
        var actor = View.Actor;
        if (actor.SeesAll)
            return L["as an administrator of Maestro"];
        var ways = (grants ?? []).Where(grant => actor.Through(grant.Subject, grant.Level) == View.Record.Level && View.Record.Level != Level.None)
            .Select(grant => grant.Subject.Type == "team" ? L["through the team {0}", grant.Name].Value : L["given to you"].Value);
        return string.Join(", ", ways);
    }

    private static Grant Bare(NamedGrant grant) => new(grant.Subject, grant.Level);
}
