using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Inventory;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Access.Fuzzing;

/// <summary>
/// Markup in every text that people, files and clouds can write; then a real browser opens every page that shows it. Nothing runs, nothing has to be
/// stopped by the content policy, and the markup stands there as text.
/// </summary>
public sealed class StoredMarkupTests(SharedApp shared) : IClassFixture<SharedApp>
{
    // Kinds with pages of their own come first; at scale 10 all are walked.
    private static readonly string[] First = ["server", "application", "database", "system", "client", "datacenter", "network", "volume"];
    private readonly List<string> pages =
    [
        "", "history", "conflicts", "drift", "import", "settings/people", "settings/teams", "settings/tokens", "settings/security-log", "settings/profile", "settings/options", "runs", "search?q=script",
        "inventory/servers?name__ic=" + Uri.EscapeDataString("<script>window.pwned=1</script>"), "search?q=" + Uri.EscapeDataString("\"><img src=x onerror=window.pwned=1>"),
    ];

    private int number;

    [Fact]
    public async Task No_stored_markup_runs_on_any_page_that_shows_it()
    {
        var client = await shared.App.SignInAsync();
        var api = new ApiClient(client);
        await PeopleAsync(api);
        await RecordsAsync(api);
        await PlansAsync(api);
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(shared.App, client.DefaultRequestHeaders.Authorization!.Parameter);
        window.Page.Dialog += async (_, dialog) => await dialog.DismissAsync();
        var asText = 0;
        foreach (var page in pages)
        {
            await window.GoAsync(page);
            await Expect(window.Page.Locator("#page .skeleton")).ToHaveCountAsync(0);
            Assert.True(await window.Page.EvaluateAsync<bool>("window.pwned === undefined && ![...document.querySelectorAll('iframe')].some(frame => frame.contentWindow.pwned)"), $"markup ran on {page}");
            Assert.Equal((page, 0), (page, await window.Page.EvaluateAsync<int>("document.querySelectorAll('#page script, #page iframe, #page base, #page [onerror], #page [onload], #page [onfocus], #page [ontoggle], #page a[href^=\"javascript\" i], img[src=x]').length")));
            if ((await window.Page.Locator("body").InnerTextAsync()).Contains("window.pwned=1", StringComparison.Ordinal))
                asText++;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{pages.Count} pages, markup seen as text on {asText}");
        Assert.Equal([], window.Faults);
        Assert.True(asText > pages.Count / 2, $"markup was seen on {asText} of {pages.Count} pages only");
    }

    private string Markup() => HostileValues.Markup[number++ % HostileValues.Markup.Length];

    private async Task PeopleAsync(ApiClient api)
    {
        foreach (var markup in HostileValues.Markup)
        {
            var team = await api.PostAsync("api/v1/teams", new JsonObject { ["name"] = markup });
            if (team.Status == HttpStatusCode.Created)
                pages.Add($"settings/teams/{team.Body["id"]}");
            await api.PostAsync("api/v1/users", new JsonObject { ["name"] = markup, ["full_name"] = markup, ["company"] = markup, ["job"] = markup, ["email"] = $"m{number++}@example.org", ["password"] = App.AdminPassword });
            await api.PostAsync("api/v1/me/tokens", new JsonObject { ["name"] = markup });
        }
        pages.RemoveAll(page => page.StartsWith("settings/teams/", StringComparison.Ordinal) && pages.FindIndex(other => other.StartsWith("settings/teams/", StringComparison.Ordinal)) is var first && pages.IndexOf(page) > first + 1);
        await api.PatchAsync("api/v1/me", new JsonObject { ["full_name"] = Markup(), ["company"] = Markup(), ["job"] = Markup(), ["city"] = Markup() });
    }

    private async Task RecordsAsync(ApiClient api)
    {
        var kinds = new Catalogue().All.OrderBy(kind => Array.IndexOf(First, kind.Name) is >= 0 and var at ? at : 99).ToList();
        var shown = Scale.Rounds(First.Length);
        foreach (var (index, kind) in kinds.Index())
        {
            var sent = new JsonObject();
            foreach (var field in kind.Fields.Where(field => field.Name != "family"))
            {
                if (Value(field.Type) is { } value)
                    sent[field.Name] = value;
            }
            sent["name"] = Markup();
            var id = await MakeAsync(api, kind, sent);
            if (index >= shown)
                continue;
            await api.PatchAsync($"api/v1/{kind.Plural}/{id}", new JsonObject { ["name"] = Markup() });
            pages.Add($"inventory/{kind.Plural}");
            pages.AddRange(new[] { "", "/relations", "/history", "/access", "/raw", "/edit" }.Take(index < 3 ? 6 : 3).Select(tab => $"inventory/{kind.Plural}/{id}{tab}"));
            pages.Add($"inventory/{kind.Plural}?open={id}");
        }
        var set = await api.GetAsync("api/v1/change-sets?limit=1");
        pages.Add($"history/{set.Body["results"]![0]!["id"]}");
    }

    // What is refused for its form is left out, field by field, until the rest is taken.
    private static async Task<string> MakeAsync(ApiClient api, Kind kind, JsonObject sent)
    {
        for (var round = 0; round < 9; round++)
        {
            var answer = await api.PostAsync($"api/v1/{kind.Plural}", sent);
            if (answer.Status == HttpStatusCode.Created)
                return (string)answer.Body["id"]!;
            foreach (var field in (answer.Body["errors"] as JsonObject ?? []).Select(pair => pair.Key.Split('.')[0]).Distinct().Where(field => field != "name").ToList())
            {
                sent.Remove(field);
                if (round == 0 && SampleRecords.Of(kind, "form")[field] is { } good)
                    sent[field] = good.DeepClone();
            }
        }
        return (string)(await api.PostAsync($"api/v1/{kind.Plural}", new JsonObject { ["name"] = sent["name"]!.DeepClone() })).Body["id"]!;
    }

    private async Task PlansAsync(ApiClient api)
    {
        using var form = new MultipartFormDataContent();
        var rows = new JsonObject { ["servers"] = new JsonArray(new JsonObject { ["name"] = Markup(), ["hostname"] = Markup() }, new JsonObject { ["name"] = Markup(), ["cpu"] = Markup(), ["ipv4_private"] = Markup() }) };
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(rows.ToJsonString())), "files", "<script>window.pwned=1</script>.json");
        var answer = await api.Http.PostAsync(new Uri("api/v1/imports?source=json&origin=" + Uri.EscapeDataString("<script>window.pwned=1</script>"), UriKind.Relative), form);
        pages.Add($"plans/{JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]}");
    }

    private JsonNode? Value(FieldType type) => type switch
    {
        Text or Choice { Open: true } => JsonValue.Create(Markup()),
        Any => new JsonObject { [Markup()] = new JsonArray(Markup(), new JsonObject { ["x"] = Markup() }) },
        Tags => new JsonArray(new JsonObject { ["key"] = Markup(), ["value"] = Markup() }, new JsonObject { ["key"] = "plain", ["value"] = Markup() }),
        Group group => Members(group),
        ListOf { Item: Ref } or Ref => null,
        ListOf list => Value(list.Item) is { } item ? new JsonArray(item) : null,
        _ => null,
    };

    private JsonObject? Members(Group group)
    {
        var thing = new JsonObject();
        foreach (var field in group.Fields)
        {
            if (Value(field.Type) is { } value)
                thing[field.Name] = value;
        }
        return thing.Count == 0 ? null : thing;
    }
}
