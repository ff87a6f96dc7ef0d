using Maestro.Web.Hosting.Keys;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Maestro.Web.Hosting;

/// <summary>Reads every setting once before the start and reports all mistakes together, each with the key's name.</summary>
internal static class StartupCheck
{
    public static void Demand(WebApplication app)
    {
        var mistakes = Settings(app.Configuration).Concat(Options(app.Services)).ToList();
        if (mistakes.Count > 0)
            throw new StartRefused(mistakes);
    }

    internal static IEnumerable<string> Settings(IConfiguration settings)
    {
        if (settings["MAESTRO_BASE_URL"] is { Length: > 0 } address && ServerSetup.PublicAddress(settings) is not { Scheme: "http" or "https", Query: "", Fragment: "" })
            yield return $"MAESTRO_BASE_URL must be an address like https://maestro.example.org/prefix; it is '{address}'.";
        foreach (var word in ServerSetup.ProxyWords(settings).Where(word => ServerSetup.ParseProxy(word) is null))
            yield return $"MAESTRO_TRUSTED_PROXIES must list addresses or networks (10.0.0.0/8); '{word}' is neither.";
        if (settings.GetConnectionString("Maestro") is { Length: > 0 } connection && ConnectionFault(connection) is { } fault)
            yield return $"ConnectionStrings:Maestro cannot be used: {fault}";
        if (settings[MasterKey.Setting] is { Length: > 0 } key && MasterKey.Fault(key) is { } keyFault)
            yield return $"{MasterKey.Setting} {keyFault}";
        foreach (var mistake in Administrator(settings["MAESTRO_ADMIN_EMAIL"], settings["MAESTRO_ADMIN_PASSWORD"]))
            yield return mistake;
        foreach (var word in (settings["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Where(word => !IsBinding(word)))
            yield return $"ASPNETCORE_URLS must list addresses like http://localhost:8080; '{word}' is not one.";
        if (settings["Hosting:DrainSeconds"] is { Length: > 0 } drain && !(double.TryParse(drain, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 15))
            yield return $"Hosting:DrainSeconds must be 0 to 15; it is '{drain}'.";
        foreach (var look in Layout.HouseLook.Faults(settings))
            yield return look;
    }

    private static IEnumerable<string> Administrator(string? email, string? password)
    {
        if (email is null or "" && password is null or "")
            yield break;
        if (email is null || !System.Net.Mail.MailAddress.TryCreate(email, out _))
            yield return "MAESTRO_ADMIN_EMAIL must be an e-mail address.";
        if (password is not { Length: >= 10 and <= 256 })
            yield return "MAESTRO_ADMIN_PASSWORD must have 10 to 256 characters.";
        else if (Placeholders.Includes(password))
            yield return "MAESTRO_ADMIN_PASSWORD is a placeholder; choose a password.";
    }

    private static bool IsBinding(string word)
    {
        try
        {
            return BindingAddress.Parse(word).Scheme is "http" or "https";
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>What the modules demand of their own sections (<c>ValidateOnStart</c>).</summary>
    private static IEnumerable<string> Options(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException failure)
        {
            return failure.Failures;
        }
        catch (AggregateException several)
        {
            return several.InnerExceptions.SelectMany(one => one is OptionsValidationException failure ? failure.Failures : [one.Message]);
        }
    }

    private static string? ConnectionFault(string connection)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connection);
            return parts.Host is null or "" ? "it names no Host."
                : parts.Password is { Length: > 0 } password && Placeholders.Includes(password) ? "its password is a placeholder."
                : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return error.Message;
        }
    }
}
