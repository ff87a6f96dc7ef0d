using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Access;

/// <summary>Changes of members take effect at once, one by one; each is refused or done on its own.</summary>
public sealed partial class TeamPage
{
    private Team? team;
    private Faults faults = null!;
    private Pick? added;
    private string addedLevel = nameof(Level.Read);
    private int version;

    [Parameter] public Guid Id { get; set; }

    [CascadingParameter] public Actor? Actor { get; set; }

    private bool Manages => team!.Level == Level.Admin;

    private bool MayTransfer => Manages && (Actor?.IsAdmin == true || team!.Owner == Actor?.UserId || team.Members.All(member => member.Id != team.Owner));

    private bool IsMember => team!.Members.Any(member => member.Id == Actor?.UserId);

    private IReadOnlyList<TableColumn> Columns => [new("name", L["Name"], Name: true), new("level", L["Level"]), new("email", L["E-mail"])];

    protected override async Task OnParametersSetAsync()
    {
        faults = new(L);
        team = await Teams.GetAsync(await ActorAsync(), Id, Gone);
    }

    private async Task<IReadOnlyList<Pick>> FindAsync(string words, CancellationToken cancel)
    {
        var found = await People.ListAsync(await ActorAsync(), words, 20, 0, cancel);
        return [.. found.Rows.Where(person => team!.Members.All(member => member.Id != person.Id) && person.Profile?.Active != false)
            .Select(person => new Pick(person.Id.ToString(), person.Name, person.Email, "user"))];
    }

    private async Task AddAsync()
    {
        if (await SetAsync(Guid.Parse(added!.Value), Enum.Parse<Level>(addedLevel)))
            added = null;
    }

    /// <summary>Gives a person a level in the team; none removes.</summary>
    private async Task<bool> SetAsync(Guid person, Level level)
    {
        var members = team!.Members.ToDictionary(member => member.Id, member => member.Level);
        if (level == Level.None)
            members.Remove(person);
        else
            members[person] = level;
        var done = await faults.CatchAsync(async () => team = await Teams.SetMembersAsync(await ActorAsync(), Id, members, Gone));
        // A refused choice must not stay on the screen.
        version++;
        if (done)
            Toasts.Good(L["Members changed"]);
        return done;
    }

    private async Task EditAsync()
    {
        var parameters = new MudBlazor.DialogParameters<TeamDialog> { { dialog => dialog.Team, team } };
        if (await DialogService.OpenAsync<TeamDialog>(L["Edit team"], parameters) is Team saved)
            team = saved;
    }

    // The shell shows the picture of the team acted for.
    private async Task PicturedAsync()
    {
        team = await Teams.GetAsync(await ActorAsync(), Id, Gone);
        Navigation.Refresh(forceReload: true);
    }

    private async Task LeaveAsync()
    {
        var question = new Question(L["Leave {0}?", team!.Name], L["You lose what you could see and do through this team. An administrator of the team can add you again."], L["Leave"]);
        if (await DialogService.AskAsync(question) is not null && await faults.CatchAsync(async () => await Teams.LeaveAsync(await ActorAsync(), Id, Gone)))
            Navigation.NavigateTo(Urls.Teams);
    }

    private async Task TransferAsync(TeamMember member)
    {
        var question = new Question(L["Make {0} the owner?", member.Name], L["The owner is the only one, beside administrators of Maestro, who can give the team to somebody else. {0} becomes an admin of the team.", member.Name], L["Make owner"]);
        if (await DialogService.AskAsync(question) is not null && await faults.CatchAsync(async () => team = await Teams.TransferAsync(await ActorAsync(), Id, member.Id, Gone)))
            Toasts.Good(L["{0} is the owner now", member.Name]);
    }

    private async Task DeleteAsync()
    {
        var parameters = new MudBlazor.DialogParameters<FarewellDialog> { { dialog => dialog.Team, team } };
        if (await DialogService.OpenAsync<FarewellDialog>(L["Delete team"], parameters) is not null)
            Navigation.NavigateTo(Urls.Teams);
    }
}
