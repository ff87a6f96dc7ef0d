using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Web.Tools;

/// <summary>Loads the demo estate once, when asked for by <c>--demo</c>: through the same plans as everything else, on a clock of its own.</summary>
internal sealed class DemoData(IServiceProvider services, IConfiguration configuration, ILogger<DemoData> log) : IHostedService
{
    private const string Setting = "demo.loaded";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue<bool>("Demo") && !await LoadedAsync(cancellationToken))
            await LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> LoadedAsync(CancellationToken cancel)
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select 1 from kernel.settings where key = $1");
        command.Parameters.Add(new() { Value = Setting });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Log.DemoBegins(log);
        var actor = await PeopleAsync(cancel);
        var end = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var clock = new DemoClock(end.AddDays(-91));
        await using var past = Past(clock);
        await new DemoStory(past.GetRequiredService<IPlanning>(), past.GetRequiredService<IInventory>(), clock, end, actor).TellAsync(cancel);
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("insert into kernel.settings (key, value) values ($1, 'true') on conflict do nothing");
        command.Parameters.Add(new() { Value = Setting });
        await command.ExecuteNonQueryAsync(cancel);
        Log.DemoLoaded(log);
    }

    /// <summary>The modules on the same database, but at another time.</summary>
    private ServiceProvider Past(DemoClock clock)
    {
        var modules = new ServiceCollection();
        modules.AddLogging();
        modules.AddRouting();
        modules.AddDataProtection();
        modules.AddSingleton<TimeProvider>(clock);
        modules.AddSingleton(configuration);
        modules.AddSingleton(services.GetRequiredService<NpgsqlDataSource>());
        foreach (var module in Plugs.InstancesOf<IModule>())
            module.AddServices(modules, configuration);
        return modules.BuildServiceProvider();
    }

    // An administrator to sign in as when nobody has been made yet, a colleague, and the team that owns the estate.
    private async Task<Actor> PeopleAsync(CancellationToken cancel)
    {
        var (people, teams, machine) = (services.GetRequiredService<IPeople>(), services.GetRequiredService<ITeams>(), Actor.System("demo"));
        var known = await people.ListAsync(machine, null, 1, 0, cancel);
        var admin = known.Rows.Count > 0 ? known.Rows[0].Id : await AdministratorAsync(people, machine, cancel);
        var colleague = await people.CreateAsync(machine, new JsonObject { ["name"] = "Ana Nunes", ["email"] = "ana@acme.example", ["password"] = RandomNumberGenerator.GetHexString(32) }, cancel);
        var owner = (await services.GetRequiredService<IAccess>().ActorOfAsync(admin, null, cancel))!;
        var team = await teams.CreateAsync(owner, new JsonObject { ["name"] = "Acme Cloud", ["email"] = "cloud@acme.example" }, cancel);
        await teams.SetMembersAsync(owner, team.Id, new Dictionary<Guid, Level> { [admin] = Level.Admin, [colleague.Id] = Level.Admin }, cancel);
        return (await services.GetRequiredService<IAccess>().ActorOfAsync(colleague.Id, team.Id, cancel))!;
    }

    private async Task<Guid> AdministratorAsync(IPeople people, Actor machine, CancellationToken cancel)
    {
        const string email = "demo@acme.example";
        var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 14);
        var made = await people.CreateAsync(machine, new JsonObject { ["name"] = "Demo", ["email"] = email, ["password"] = password }, cancel);
        await people.ChangeAsync(machine, made.Id, new JsonObject { ["is_admin"] = true }, cancel);
        Log.DemoPassword(log, email, password);
        return made.Id;
    }
}
