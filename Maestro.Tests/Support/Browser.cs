using Microsoft.Playwright;

namespace Maestro.Tests.Support;

/// <summary>The system's Chromium, without a window. A machine without one skips what needs it, and says so.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var path = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Skip("There is no Chromium on this machine.");
        // A busy machine draws slowly; waiting longer costs nothing when it does not.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] }));
    }

    /// <summary>A page of somebody who is signed in by <see cref="App.SignInAsync"/>'s token.</summary>
    public async Task<IPage> OpenAsync(App app, HttpClient signedIn, int width = 1440, int height = 900)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, BaseURL = app.Address.ToString(), Locale = "en-US" });
        await context.AddCookiesAsync([new() { Name = "maestro", Value = signedIn.DefaultRequestHeaders.Authorization!.Parameter!, Url = app.Address.ToString() }]);
        return await context.NewPageAsync();
    }

    /// <summary>A window that remembers what went wrong in it; signed in by a session's token, or nobody's.</summary>
    public async Task<Window> OpenWindowAsync(App app, string? token = null, int width = 1440, ColorScheme scheme = ColorScheme.Light, string locale = "en-US")
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = width > 600 ? 900 : 844 }, BaseURL = app.Address.ToString(), Locale = locale, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        if (token is not null)
            await context.AddCookiesAsync([new() { Name = "maestro", Value = token, Url = app.Address.ToString() }]);
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
