using Maestro.Web.Access;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Maestro.Web.Hosting;

/// <summary>Adds what a person sees: Blazor Server, MudBlazor, languages, the shell's services.</summary>
public static class WebUi
{
    private static readonly string[] Languages = ["en", "pt-BR"];

    /// <summary>Services of the user interface.</summary>
    public static IServiceCollection AddMaestroUi(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionState>();
        // Framing is the policy's business (frame-ancestors).
        services.AddAntiforgery(options =>
        {
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            options.SnackbarConfiguration.ShowCloseIcon = true;
            options.PopoverOptions.CheckForPopoverProvider = false;
        });
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("en").AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "maestro-culture" }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => HouseLook.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<KnownPages>();
        services.AddSingleton<INavCounts, NavCounts>();
        services.AddScoped<IViewer, Viewer>();
        services.AddScoped<Finder>();
        services.AddScoped<Toasts>();
        services.AddTransient<Shared.Editors.FormSources>();
        services.AddScoped<Inventory.Records.TargetNames>();
        services.AddSingleton<Home.Overview>();
        services.AddSingleton<Home.Growth>();
        services.AddSingleton<Settings.OptionUse>();
        services.AddSingleton<Installation>();
        return services;
    }

    /// <summary>Pages and their files; call it after authentication and authorization.</summary>
    public static void MapMaestroUi(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.Services.GetRequiredService<HouseLook>().Map(app);
        // The one policy header is the host's; Blazor must not add a second.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
