using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Access;

/// <summary>Access alone on a database of its own, with a clock that stands still until moved.</summary>
public sealed class AccessWorld(Postgres postgres) : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    private ServiceProvider provider = null!;
    private Database database = null!;

    public MovableClock Clock { get; } = new();

    public Postbox Postbox { get; } = new();

    /// <summary>Settings to open it with.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public IAccounts Accounts => provider.GetRequiredService<IAccounts>();

    public ISecondFactor SecondFactor => provider.GetRequiredService<ISecondFactor>();

    public IInvitations Invitations => provider.GetRequiredService<IInvitations>();

    public IAccess Access => provider.GetRequiredService<IAccess>();

    public IPeople People => provider.GetRequiredService<IPeople>();

    public ITeams Teams => provider.GetRequiredService<ITeams>();

    public ITokens Tokens => provider.GetRequiredService<ITokens>();

    public IServiceTokens Services => provider.GetRequiredService<IServiceTokens>();

    public ISecurityTrail Trail => provider.GetRequiredService<ISecurityTrail>();

    /// <summary>The first administrator.</summary>
    public Actor Root { get; private set; } = null!;

    internal IMaestroDbFactory Databases => provider.GetRequiredService<IMaestroDbFactory>();

    public ISingleSignOn SingleSignOn => provider.GetRequiredService<ISingleSignOn>();

    internal Arrivals Arrivals => provider.GetRequiredService<Arrivals>();

    internal FirstRun FirstRun => provider.GetRequiredService<FirstRun>();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await OpenAsync(Settings);
        var created = await FirstRun.CreateAsync(FirstRun.PrintedCode, "Root", "root@example.org", Password, From("127.0.0.1"), Cancel);
        Root = (await Access.ActorOfAsync(created.UserId, null, Cancel))!;
    }

    /// <summary>Opens an empty database without any user.</summary>
    public async Task OpenAsync(Dictionary<string, string?> settings)
    {
        database = await postgres.CloneAsync();
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(database.Databases);
        services.AddSingleton<IMail>(Postbox);
        services.AddSingleton<Maestro.Modules.Kinds.IKinds>(_ => new Maestro.Modules.Kinds.Catalogue());
        new AccessModule().AddServices(services, configuration);
        new Maestro.Modules.Files.FilesModule().AddServices(services, configuration);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        provider = services.BuildServiceProvider();
    }

    public Task StartAsync() => provider.GetServices<IHostedService>().OfType<FirstRun>().Single().StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A new person, and the actor of it.</summary>
    public async Task<Actor> APersonAsync(string name, bool admin = false)
    {
        var person = await People.CreateAsync(Root, Fields(name, admin), Cancel);
        return (await Access.ActorOfAsync(person.Id, null, Cancel))!;
    }

    /// <summary>A team of the first person named, with the others at their levels; and a fresh actor of each.</summary>
    public async Task<Team> ATeamAsync(string name, Actor admin, params (Actor Person, Level Level)[] others)
    {
        var team = await Teams.CreateAsync(admin, new JsonObject { ["name"] = name }, Cancel);
        var members = others.ToDictionary(other => other.Person.UserId, other => other.Level);
        members[admin.UserId] = Level.Admin;
        return await Teams.SetMembersAsync(admin, team.Id, members, Cancel);
    }

    /// <summary>The actor as it is now.</summary>
    public async Task<Actor> NowAsync(Actor actor) => (await Access.ActorOfAsync(actor.UserId, null, Cancel))!;

    public static JsonObject Fields(string name, bool admin = false) => new()
    {
        ["name"] = name, ["email"] = MailOf(name), ["password"] = Password, ["is_admin"] = admin,
    };

    public static string MailOf(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}@example.org";

    public static Caller From(string address) => new(address, "test");

    /// <summary>The expected failure that the work ends in.</summary>
    public static Task<Problem> ProblemOf(Func<Task> work) => Assert.ThrowsAsync<Problem>(work);
}

/// <summary>Time that only a test moves.</summary>
public sealed class MovableClock : TimeProvider
{
    private DateTimeOffset now = new(2031, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
