using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Seeding;

/// <summary>Brings the reference data into a database that has not seen this version of it. Administrators' edits are pinned and stay.</summary>
internal sealed class SeedStep(IKinds kinds, IPlanning planning, IMaestroDbFactory databases) : IStartStep
{
    private const string Setting = "inventory.reference";
    private static readonly Actor Machine = Actor.System("Maestro");

    public int Order => 20;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Machine, cancel);
        await using (var ask = new NpgsqlCommand("select value from kernel.settings where key = $1", connection))
        {
            ask.Parameters.Add(new() { Value = Setting });
            if (await ask.ExecuteScalarAsync(cancel) is string seeded && seeded == ReferenceData.Version)
                return;
        }

        await SeedAsync(cancel);
        await using var remember = new NpgsqlCommand("insert into kernel.settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value", connection);
        remember.Parameters.Add(new() { Value = Setting });
        remember.Parameters.Add(new() { Value = ReferenceData.Version });
        await remember.ExecuteNonQueryAsync(cancel);
    }

    private async Task SeedAsync(CancellationToken cancel)
    {
        var origin = new Origin { Provider = "reference", Key = "reference", Name = "Reference data", Owner = new("shared", Actor.Everyone), Tolerant = true };
        var drafts = ReferenceData.Drafts(kinds).ToList();
        var plan = await planning.PlanAsync(Machine, origin, drafts, new PlanOptions { Title = "Reference data", Match = true }, cancel);
        await planning.ApplyAsync(Machine, plan, new ApplyOptions(), cancel);
    }
}
