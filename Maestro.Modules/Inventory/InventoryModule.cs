using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Api;
using Maestro.Modules.Inventory.Importing;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Inventory.Seeding;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Modules.Inventory;

/// <summary>Registers the inventory: reading, planning, applying.</summary>
internal sealed class InventoryModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OptionLists>();
        services.AddSingleton<IStanding, InventoryStanding>();
        services.AddSingleton<RecordLoading>();
        services.AddSingleton<RecordReading>();
        services.AddSingleton<Readership>();
        services.AddSingleton<Planner>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<Applying>();
        services.AddSingleton<Undoing>();
        services.AddSingleton<Merging>();
        services.AddSingleton<Detail>();
        services.AddSingleton<Neighbourhood>();
        services.AddSingleton<QueryText>();
        services.AddSingleton<IQueries>(provider => provider.GetRequiredService<QueryText>());
        services.AddSingleton<IViews, Views>();
        services.AddSingleton<IndexKeeping>();
        services.AddSingleton<IStartStep, IndexStep>();
        services.AddSingleton<IStartStep, SeedStep>();
        services.AddSingleton<CsvOut>();
        services.AddSingleton<IExchange, Exchange>();
        services.AddSingleton<IConflicts, Conflicts>();
        services.AddSingleton<ISources, Sources>();
        services.AddSingleton<IDrift, DriftReading>();
        services.AddSingleton<IEffectiveAccess, WhoCan>();
        services.AddSingleton<IPlanning, Planning.Planning>();
        services.AddSingleton<Access.IEstate, HandingOver>();
        services.AddSingleton<IFileOwner, PlanFiles>();
        services.AddSingleton<IInventory, InventoryReading>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api) => Endpoints.Map(api.ForRecords());
}
