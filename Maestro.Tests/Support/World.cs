using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Support;

/// <summary>All modules over a database of their own, with two people and a team that exist as actors only.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly Database database;
    private readonly ServiceProvider services;

    private World(Database database, TimeProvider? time)
    {
        this.database = database;
        services = Modules.Over(database.Source, time);
        var team = new Membership(Guid.CreateVersion7(), "Operations", Level.Write);
        Ana = new Actor { UserId = Guid.CreateVersion7(), Name = "Ana", Teams = [team] };
        Ben = new Actor { UserId = Guid.CreateVersion7(), Name = "Ben" };
        Admin = new Actor { UserId = Guid.CreateVersion7(), Name = "Administrator", IsAdmin = true };
    }

    public static async Task<World> StartAsync(Postgres postgres, TimeProvider? time = null) => new(await postgres.CloneAsync(), time);

    public Actor Ana { get; }

    public Actor Ben { get; }

    public Actor Admin { get; }

    public Database Database => database;

    public IInventory Inventory => Get<IInventory>();

    public IPlanning Planning => Get<IPlanning>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public async Task<Applied> ApplyAsync(Draft draft, Actor? actor = null)
    {
        var who = actor ?? Ana;
        var plan = await Planning.PlanAsync(who, Origin.Person(who), [draft], new PlanOptions(), default);
        return await Planning.ApplyAsync(who, plan, new ApplyOptions(), default);
    }

    public async Task<Guid> CreateAsync(string kind, string json, Actor? actor = null) =>
        (await ApplyAsync(new Draft(kind) { Fields = (JsonObject)JsonNode.Parse(json)! }, actor)).Ids[0];

    public Task<Applied> PatchAsync(string kind, Guid id, string json, Actor? actor = null) =>
        ApplyAsync(new Draft(kind) { Id = id, Fields = (JsonObject)JsonNode.Parse(json)! }, actor);

    public Task GrantAsync(string kind, Guid id, params Grant[] grants) => ApplyAsync(new Draft(kind) { Id = id, Grants = grants });

    /// <summary>Plans and applies what a source reports.</summary>
    public async Task<(Plan Plan, Applied Applied)> ImportAsync(Origin origin, IReadOnlyList<Draft> drafts, Actor? actor = null, params string[] completeScopes)
    {
        var who = actor ?? Ana;
        var plan = await Planning.PlanAsync(who, origin, drafts, new PlanOptions { Match = true, CompleteScopes = completeScopes }, default);
        return (plan, await Planning.ApplyAsync(who, plan, new ApplyOptions(ValidRowsOnly: true), default));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
