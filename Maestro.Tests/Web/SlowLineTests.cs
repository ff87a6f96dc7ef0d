using System.Threading.Channels;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Web;

/// <summary>Typing on a slow line: the answer to one letter must never undo the letters typed meanwhile.</summary>
public sealed class SlowLineTests(Postgres postgres) : IAsyncLifetime
{
    private const string Typed = "the quick brown fox";
    private App app = null!;
    private Browser browser = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        app = await App.StartAsync(postgres, ["--environment=Development"]);
        token = (await app.SignInAsync()).DefaultRequestHeaders.Authorization!.Parameter!;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (app is not null)
            await app.DisposeAsync();
    }

    [Theory]
    [InlineData("settings/options", "Find a list")]
    [InlineData("gallery/forms", "Add a tag as key=value")]
    public async Task A_box_that_tells_each_letter_keeps_every_letter(string url, string label)
    {
        await using var window = await browser.OpenWindowAsync(app, token);
        await SlowDownAsync(window.Page);
        await window.GoAsync(url);
        var box = window.Page.Locator("#page").GetByLabel(label, new() { Exact = true }).First;
        await box.ClickAsync();
        await box.PressSequentiallyAsync(Typed, new() { Delay = 45 });
        await window.Page.WaitForTimeoutAsync(500);
        await Expect(box).ToHaveValueAsync(Typed);
    }

    // Every answer of the server comes 150 ms late, in order; none waits for another.
    private static Task SlowDownAsync(IPage page) => page.RouteWebSocketAsync("**/_blazor*", line =>
    {
        var server = line.ConnectToServer();
        var frames = Channel.CreateUnbounded<(long Due, IWebSocketFrame Frame)>();
        server.OnMessage(frame => frames.Writer.TryWrite((Environment.TickCount64 + 150, frame)));
        _ = CarryAsync(frames.Reader, line);
    });

    private static async Task CarryAsync(ChannelReader<(long Due, IWebSocketFrame Frame)> frames, IWebSocketRoute line)
    {
        await foreach (var (due, frame) in frames.ReadAllAsync())
        {
            if (due - Environment.TickCount64 is > 0 and var early)
                await Task.Delay((int)early);
            if (frame.Binary is { } bytes)
                line.Send(bytes);
            else
                line.Send(frame.Text!);
        }
    }
}
