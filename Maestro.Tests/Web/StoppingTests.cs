using System.Security.Claims;
using Maestro.Modules.Access;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Maestro.Tests.Web;

/// <summary>Pages that are open while Maestro stops end quietly: nothing is read, drawn or asked any more.</summary>
public sealed class StoppingTests(Postgres postgres)
{
    [Fact]
    public async Task A_session_is_not_asked_about_once_Maestro_stops()
    {
        var app = await App.StartAsync(postgres);
        await app.SignInAsync();
        var life = app.Services.GetRequiredService<IHostApplicationLifetime>();
        using var state = new Ending(new Maestro.Web.Access.SessionState(NullLoggerFactory.Instance, app.Services.GetRequiredService<ITokens>(), life));
        var seen = new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Sid, Guid.NewGuid().ToString())], "test")));
        Assert.False(await state.Of.HoldsAsync(seen, default));
        await app.DisposeAsync();
        Assert.True(await state.Of.HoldsAsync(seen, default));
    }

    [Fact]
    public async Task An_open_page_that_has_just_heard_of_a_change_ends_with_Maestro()
    {
        var log = new LogCapture();
        await using var browser = await Browser.StartAsync();
        var app = await App.StartAsync(postgres, hook: log.Hook);
        var signedIn = await app.SignInAsync();
        var client = new ApiClient(signedIn);
        foreach (var at in new[] { "", "inventory/servers", "inbox" })
        {
            var window = await browser.OpenWindowAsync(app, signedIn.DefaultRequestHeaders.Authorization!.Parameter);
            await window.GoAsync(at);
        }

        await client.PostAsync("api/v1/servers", new System.Text.Json.Nodes.JsonObject { ["name"] = "late" });
        await app.DisposeAsync();

        // Longer than lists and the bell wait before they look.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(log.Lines, line => line.Contains("ObjectDisposedException", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    /// <summary>Disposes what hides that it can be.</summary>
    private sealed class Ending(Maestro.Web.Access.SessionState of) : IDisposable
    {
        internal Maestro.Web.Access.SessionState Of { get; } = of;

        public void Dispose() => ((IDisposable)Of).Dispose();
    }
}
