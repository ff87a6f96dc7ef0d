using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Every endpoint of the inventory.</summary>
internal static class Endpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        ExportApi.Map(api);
        ReadsApi.Map(api);
        WritesApi.Map(api);
        PlansApi.Map(api);
        ConflictsApi.Map(api);
        DriftApi.Map(api);
    }
}
