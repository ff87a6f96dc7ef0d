using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Access;

/// <summary>The list stands in the address; every change takes effect at once.</summary>
public sealed partial class PeoplePage
{
    private const int Size = 50;
    private Page<Person>? page;
    private Faults faults = null!;
    private bool allowed;

    /// <summary>The words looked for.</summary>
    [SupplyParameterFromQuery] public string? Q { get; set; }

    [SupplyParameterFromQuery] public int Offset { get; set; }

    private IReadOnlyList<Profile> Rows => [.. (page?.Rows ?? []).Select(person => person.Profile).OfType<Profile>()];

    private IReadOnlyList<TableColumn> Columns =>
    [
        new("name", L["Name"], Name: true), new("full", L["Full name"]), new("email", L["E-mail"]),
        new("role", L["Role"]), new("status", L["Status"]), new("created", L["Created"]),
    ];

    protected override async Task OnParametersSetAsync()
    {
        faults ??= new(L);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var actor = await ActorAsync();
        allowed = actor.IsAdmin;
        page = await People.ListAsync(actor, Q, Size, Math.Max(0, Offset), Gone);
    }

    private static string Link(string? words, int offset)
    {
        var query = new List<string>();
        if (!string.IsNullOrWhiteSpace(words))
            query.Add($"q={Uri.EscapeDataString(words)}");
        if (offset > 0)
            query.Add($"offset={offset}");
        return query.Count == 0 ? Urls.People : $"{Urls.People}?{string.Join('&', query)}";
    }

    private async Task EditAsync(Profile? person)
    {
        var parameters = new MudBlazor.DialogParameters<PersonDialog> { { dialog => dialog.Person, person } };
        if (await DialogService.OpenAsync<PersonDialog>(person is null ? L["New person"] : person.Name, parameters) is not null)
            await LoadAsync();
    }

    private Task ToggleAdminAsync(Profile person) => ChangeAsync(person, new JsonObject { ["is_admin"] = !person.IsAdmin },
        person.IsAdmin ? L["{0} is no administrator any more", person.Name] : L["{0} is an administrator now", person.Name]);

    private Task ActivateAsync(Profile person) => ChangeAsync(person, new JsonObject { ["active"] = true }, L["{0} can sign in again", person.Name]);

    private async Task DeactivateAsync(Profile person)
    {
        var question = new Question(L["Deactivate {0}?", person.Name], L["The person is signed out at once and cannot sign in. Tokens are revoked; records and history stay."], L["Deactivate"]);
        if (await DialogService.AskAsync(question) is not null)
            await ChangeAsync(person, new JsonObject { ["active"] = false }, L["{0} has been deactivated", person.Name]);
    }

    private async Task ResetFactorAsync(Profile person)
    {
        var question = new Question(L["Reset the second factor of {0}?", person.Name], L["The person is signed out, and signs in with the password alone until a new one is set up. Make sure that it is really the person who asks."], L["Reset"]);
        if (await DialogService.AskAsync(question) is not null && await faults.CatchAsync(async () => await SecondFactor.ResetAsync(await ActorAsync(), person.Id, Gone)))
            Toasts.Good(L["{0} signs in with the password alone now", person.Name]);
    }

    private async Task ChangeAsync(Profile person, JsonObject fields, string done)
    {
        if (await faults.CatchAsync(async () => await People.ChangeAsync(await ActorAsync(), person.Id, fields, Gone)))
            Toasts.Good(done);
        await LoadAsync();
    }
}
