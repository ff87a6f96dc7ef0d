using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Maestro.Modules.Kernel;

/// <summary>
/// The one DbContext. It has no DbSet properties: each module's tables are found in the assembly, and a row type is
/// <c>internal</c>, so nobody outside its module can name it. Opened only with an Actor, for one operation.
/// </summary>
internal sealed class MaestroDb(DbContextOptions<MaestroDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(MaestroDb).Assembly);
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }
}

/// <summary>Opens the database on somebody's behalf.</summary>
internal interface IMaestroDbFactory
{
    /// <summary>An EF context for the module's own tables. Dispose it before returning.</summary>
    MaestroDb Open(Actor actor);

    /// <summary>A plain connection, for the set-based SQL of Inventory only. Dispose it before returning.</summary>
    ValueTask<NpgsqlConnection> ConnectAsync(Actor actor, CancellationToken cancel);
}

internal sealed class MaestroDbFactory(NpgsqlDataSource source) : IMaestroDbFactory
{
    private readonly DbContextOptions<MaestroDb> options = new DbContextOptionsBuilder<MaestroDb>().UseNpgsql(source).Options;

    public MaestroDb Open(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new MaestroDb(options);
    }

    public ValueTask<NpgsqlConnection> ConnectAsync(Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return source.OpenConnectionAsync(cancel);
    }
}

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a database.</summary>
internal sealed class MaestroDbDesign : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<MaestroDb>
{
    public MaestroDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<MaestroDb>().UseNpgsql("Host=nowhere;Database=maestro").Options);
}
