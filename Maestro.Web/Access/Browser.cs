using Maestro.Modules.Access;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Access;

/// <summary>What a browser gets when somebody signs in, and where it goes then.</summary>
internal static class Browser
{
    private static readonly (string Sign, string Name)[] Programs =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("python", "Python")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Gives the browser its session, and the look and language of the person's profile.</summary>
    public static void Open(HttpContext context, Issued session, Profile profile)
    {
        context.OpenSession(session);
        Keep(context, "maestro-theme", profile.Theme);
        if (profile.Accent is not null)
            Keep(context, "maestro-accent", profile.Accent);
        else
            context.Response.Cookies.Delete("maestro-accent", new CookieOptions { Path = PathOf(context), SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
        Keep(context, "maestro-density", profile.Density);
        Keep(context, "maestro-culture", $"c={profile.Language}|uic={profile.Language}");
    }

    /// <summary>The page somebody came from, if it is one of ours; the address of another site is never followed.</summary>
    public static string Back(NavigationManager navigation, string? back) => Back(navigation.BaseUri, back);

    /// <summary>The same below a base address that ends with a slash.</summary>
    public static string Back(string root, string? back) => root + (back is null || back.Any(char.IsControl) ? "" : back.TrimStart('/', '\\'));

    /// <summary>A browser's name for itself, as people say it: "Firefox on Linux".</summary>
    public static string? NameOf(string? agent)
    {
        if (string.IsNullOrEmpty(agent))
            return null;
        var program = Programs.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.OrdinalIgnoreCase)).Name;
        var system = Systems.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
        return (program, system) switch
        {
            (null, null) => agent.Length > 40 ? agent[..40] + "…" : agent,
            (null, _) => system,
            (_, null) => program,
            _ => $"{program} · {system}",
        };
    }

    private static void Keep(HttpContext context, string name, string value) => context.Response.Cookies.Append(name, value, new CookieOptions
    {
        // Read by theme.js before the first paint, so not for the server alone.
        HttpOnly = false,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
        Path = PathOf(context),
    });

    private static string PathOf(HttpContext context) => context.Request.PathBase.HasValue ? context.Request.PathBase.Value + "/" : "/";
}
