using Npgsql;

namespace Maestro.Web.Hosting.Keys;

/// <summary>The rows of <c>kernel.settings</c> that hold what the master key wraps: the check and the key ring.</summary>
internal sealed class KeyStore(NpgsqlDataSource source)
{
    public const string Check = "keys.check";
    public const string Ring = "keys.ring.";

    /// <summary>All rows, wrapped, by key. Synchronous, because data protection asks synchronously.</summary>
    public IReadOnlyDictionary<string, string> Read()
    {
        using var connection = source.OpenConnection();
        return Read(connection);
    }

    public void Add(string key, string value)
    {
        using var command = source.CreateCommand("insert into kernel.settings (key, value) values ($1, $2) on conflict (key) do nothing");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = value });
        command.ExecuteNonQuery();
    }

    /// <summary>Replaces every row in one transaction; nobody adds one meanwhile.</summary>
    public void Rewrite(Func<string, string> rewrap)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using (var guard = new NpgsqlCommand("lock table kernel.settings in exclusive mode", connection, transaction))
            guard.ExecuteNonQuery();
        foreach (var (key, value) in Read(connection))
        {
            using var update = new NpgsqlCommand("update kernel.settings set value = $2 where key = $1", connection, transaction)
            {
                Parameters = { new() { Value = key }, new() { Value = rewrap(value) } },
            };
            update.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static Dictionary<string, string> Read(NpgsqlConnection connection)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = new NpgsqlCommand("select key, value from kernel.settings where key like 'keys.%' order by key", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows[reader.GetString(0)] = reader.GetString(1);
        return rows;
    }
}
