using Maestro.Modules.Kernel;
using Maestro.Modules.Mail.Api;
using Maestro.Modules.Mail.Sending;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Mail;

/// <summary>Adds the way to send mail.</summary>
internal sealed class MailModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MailOptions>().Configure(options => Read(configuration.GetSection("Mail"), options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailCheck>();
        services.AddDataProtection();
        services.AddSingleton<Envelope>();
        services.AddSingleton<ServerLine>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<IStanding, MailStanding>();
        services.AddSingleton<IMail>(provider => provider.GetRequiredService<Outbox>());
        services.AddSingleton<IOutbox, OutboxDesk>();
        services.AddSingleton<Postman>();
        services.AddHostedService(provider => provider.GetRequiredService<Postman>());
    }

    public void MapEndpoints(IEndpointRouteBuilder api) => MailApi.Map(api);

    /// <summary>By hand, because Maestro 0.6 took 1, yes and TRUE for true, and a mistake has to name its key.</summary>
    private static void Read(IConfigurationSection section, MailOptions options)
    {
        options.Host = section["Host"]?.Trim() ?? "";
        options.Sender = section["Sender"]?.Trim() ?? "";
        options.Username = section["Username"] ?? "";
        options.Password = section["Password"] ?? "";
        options.UseTls = Flag(section["UseTls"]);
        options.IgnoreCertificate = Flag(section["IgnoreCertificate"]);
        options.Port = Number(section["Port"], options.UseTls ? 465 : 587);
        options.TimeoutSeconds = Number(section["TimeoutSeconds"], options.TimeoutSeconds);
    }

    private static bool Flag(string? text) => text?.Trim().ToLowerInvariant() is "true" or "1" or "yes" or "on";

    private static int Number(string? text, int standard) =>
        string.IsNullOrWhiteSpace(text) ? standard
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <summary>Says all that is wrong with the settings at once.</summary>
internal sealed class MailCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
