using System.Globalization;
using Microsoft.Playwright;

namespace Maestro.Tests.Support;

/// <summary>A window of the browser, and what went wrong in it.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> faults = [];

    internal Window(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts and of the console, policy violations among them.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Goes to an address and waits until the circuit has drawn the page.</summary>
    public async Task GoAsync(string url)
    {
        await Page.GotoAsync(url);
        await Page.Locator("main#page").GetByRole(AriaRole.Heading).First.WaitForAsync();
    }

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    /// <summary>Keeps a picture where MAESTRO_TEST_PICTURES says, for whoever wants to look.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("MAESTRO_TEST_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{Page.ViewportSize!.Width}.png")) });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
