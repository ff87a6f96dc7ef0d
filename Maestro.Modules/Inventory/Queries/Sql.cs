using System.Text;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>SQL text and its parameters while they grow. Values are always parameters.</summary>
internal sealed class Sql
{
    private readonly List<object> values = [];

    public StringBuilder Text { get; } = new();

    /// <summary>Adds a value and returns its placeholder.</summary>
    public string Value(object value)
    {
        if (value is string text && text.Contains('\0', StringComparison.Ordinal) || value is string[] texts && texts.Any(one => one.Contains('\0', StringComparison.Ordinal)))
            throw Problem.Malformed("A value holds the character U+0000.");
        values.Add(value);
        return FormattableString.Invariant($"${values.Count}");
    }

    public void FillInto(NpgsqlParameterCollection parameters)
    {
        foreach (var value in values)
            parameters.Add(new NpgsqlParameter { Value = value });
    }

    public NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Text.ToString(), connection);
        FillInto(command.Parameters);
        return command;
    }

    public NpgsqlBatchCommand BatchCommand()
    {
        var command = new NpgsqlBatchCommand(Text.ToString());
        FillInto(command.Parameters);
        return command;
    }

    /// <summary>A LIKE pattern that takes the text literally.</summary>
    public static string Like(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
