using Maestro.Modules.Kernel;
using Maestro.Modules.Mail;
using Maestro.Modules.Mail.Sending;
using Maestro.Tests.Access;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Mail;

/// <summary>Mail alone on a database of its own, with a clock that stands still until moved; rounds of the postman are called by the test.</summary>
internal sealed class MailWorld : IAsyncDisposable
{
    private readonly Database database;
    private readonly ServiceProvider provider;

    private MailWorld(Database database, ServiceProvider provider, MovableClock clock) => (this.database, this.provider, Clock) = (database, provider, clock);

    public MovableClock Clock { get; }

    public IMail Mail => provider.GetRequiredService<IMail>();

    public IOutbox Outbox => provider.GetRequiredService<IOutbox>();

    public Postman Postman => provider.GetRequiredService<Postman>();

    public IMaestroDbFactory Databases => database.Databases;

    public static Actor Admin { get; } = new() { UserId = Guid.NewGuid(), Name = "Root", IsAdmin = true };

    /// <summary>Opens one with settings such as <c>--Mail:Host=…</c>.</summary>
    public static async Task<MailWorld> OpenAsync(Postgres postgres, string[] settings, string? address = "https://maestro.example.org/ops")
    {
        var database = await postgres.CloneAsync();
        var clock = new MovableClock();
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddCommandLine([.. settings, .. address is null ? Array.Empty<string>() : [$"--MAESTRO_BASE_URL={address}"]]).Build();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(database.Databases);
        new MailModule().AddServices(services, configuration);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        return new MailWorld(database, services.BuildServiceProvider(), clock);
    }

    public static Letter ALetter(string to, string subject = "Hello") => new()
    {
        To = to, Subject = subject, Paragraphs = ["Hello Ana,", "5 < 6 & \"so on\"."], Action = "Open it", Url = "https://maestro.example.org/ops/x?token=abc", Small = "Small print.",
    };

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        await database.DisposeAsync();
    }
}
