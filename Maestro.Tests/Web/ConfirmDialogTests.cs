using Bunit;
using Maestro.Web.Shared;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Maestro.Tests.Web;

/// <summary>Nothing destructive happens by a slip.</summary>
public sealed class ConfirmDialogTests : IAsyncDisposable
{
    private readonly Stage stage = new();

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task A_record_with_few_dependants_is_confirmed_by_a_press()
    {
        var (page, answer) = Ask(new Question("Retire web-1?", "It leaves every list.", "Retire") { Name = "web-1", Dependants = [new Pick("shop", Detail: "runs on it")] });
        Assert.Equal(["shopruns on it"], page.FindAll(".dialog-list li").Select(line => line.TextContent.Trim()));
        await page.Find(".mud-dialog-actions .danger-solid").ClickAsync(new());
        Assert.Equal("", await answer);
    }

    [Fact]
    public async Task Much_depending_on_it_asks_for_its_name()
    {
        var (page, answer) = Ask(new Question("Retire pg-1?", "It leaves every list.", "Retire") { Name = "pg-1", Dependants = [.. Enumerable.Range(1, 17).Select(at => new Pick($"app-{at}"))] });
        Assert.Equal("and 5 more", page.FindAll(".dialog-list li")[^1].TextContent);
        Assert.True(page.Find(".mud-dialog-actions .danger-solid").HasAttribute("disabled"));
        page.Find(".mud-dialog-content input").Input("pg-1");
        await page.Find(".mud-dialog-actions .danger-solid").ClickAsync(new());
        Assert.Equal("", await answer);
    }

    [Fact]
    public async Task The_reason_comes_back_and_leaving_is_no()
    {
        var (page, answer) = Ask(new Question("Retire web-1?", "It leaves every list.", "Retire") { AskReason = true });
        page.Find(".mud-dialog-content input").Input(" moved away ");
        await page.Find(".mud-dialog-actions .danger-solid").ClickAsync(new());
        Assert.Equal("moved away", await answer);

        (page, answer) = Ask(new Question("Retire web-1?", "It leaves every list.", "Retire"));
        await page.FindAll(".mud-dialog-actions .btn")[0].ClickAsync(new());
        Assert.Null(await answer);
    }

    private (IRenderedComponent<MudDialogProvider> Page, Task<string?> Answer) Ask(Question question)
    {
        var page = stage.Render<MudDialogProvider>();
        Task<string?>? answer = null;
        page.InvokeAsync(() => { answer = stage.Services.GetRequiredService<IDialogService>().AskAsync(question); }).GetAwaiter().GetResult();
        page.WaitForElement(".mud-dialog-actions .btn");
        return (page, answer!);
    }
}
