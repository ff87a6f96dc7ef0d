using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>
/// One value of an option list that administrators edit. A provider's unknown value warns and is kept; a person's is
/// an error, unless the choice is <c>open</c>.
/// </summary>
/// <param name="list">Key of the option list: <c>server_options.status</c>.</param>
/// <param name="open">True when free text is welcome and the list only suggests.</param>
/// <param name="more">Keys of further lists whose values count too.</param>
public sealed class Choice(string list, bool open = false, params string[] more) : FieldType
{
    public Choice() : this("env_options.environment")
    {
    }

    /// <summary>Key of the option list.</summary>
    public string List => list;

    /// <summary>Keys of all its lists.</summary>
    public IReadOnlyList<string> Lists { get; } = [list, .. more];

    /// <summary>True when free text is welcome.</summary>
    public bool Open => open;

    public override string Name => "choice";

    public override Shape Shape => Shape.Text;

    public override IReadOnlyList<string> Operators => TextOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        if (value.Text() is not { } text)
        {
            checking.Error(path, "must be text");
            return null;
        }

        if (Text.Clean(text, path, checking, 120, lines: false) is not { } cleaned)
            return null;
        text = Spelling.Correct(cleaned.GetValue<string>());
        var known = Known(checking);
        var match = known?.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase));
        if (match is not null)
            return JsonValue.Create(match);
        if (known is null || open)
            return JsonValue.Create(text);
        var message = $"\"{Shorten(text)}\" is not one of {string.Join(", ", known)}";
        if (!checking.Tolerant)
        {
            checking.Error(path, message);
            return null;
        }

        checking.Warn(path, message);
        return JsonValue.Create(text);
    }

    private IReadOnlyCollection<string>? Known(Checking checking) =>
        Lists.Count == 1 ? checking.Choices(list)
        : Lists.Select(checking.Choices).ToList() is var all && all.Contains(null) ? null
        : [.. all.SelectMany(values => values!)];

    public override JsonNode? Parse(string text) => text.Length == 0 ? null : JsonValue.Create(Spelling.Correct(text));

    public override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = 120, ["x-option-list"] = list };
}
