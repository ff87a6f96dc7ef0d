using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A named, typed, described slot of a Kind.</summary>
public abstract record Field(string Name, FieldType Type)
{
    private readonly string? label;

    /// <summary>Label in forms and tables; made from the name where it is obvious.</summary>
    public string Label
    {
        get => label ?? Humanize(Name);
        init => label = value;
    }

    /// <summary>Help shown beside the field, in the API document and in the docs. English; pt-BR stands in the resource file.</summary>
    public string Help { get; init; } = "";

    /// <summary>Tab of the form and section of the record page.</summary>
    public string Section { get; init; } = Sections.General;

    /// <summary>Must have a value.</summary>
    public bool Required { get; init; }

    /// <summary>Asked for in the form, though a crawler or script may leave it out.</summary>
    public bool Expected { get; init; }

    /// <summary>Gets an expression index: may be ordered by, is filtered fast.</summary>
    public bool Indexed { get; init; }

    /// <summary>Part of the search text.</summary>
    public bool Searchable { get; init; }

    /// <summary>A column of the list unless the user chooses otherwise.</summary>
    public bool InList { get; init; }

    /// <summary>Written by discovery; a person may see, not type it. Ignored when sent by a script.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The form warns, without blocking, when another record has this value.</summary>
    public bool WarnDuplicate { get; init; }

    /// <summary>Never shown in history in clear; the record itself shows it to who may read it.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Value a new record gets when none is given, as it would be typed.</summary>
    public string? Default { get; init; }

    /// <summary>Name it had before; still read.</summary>
    public string? Was { get; init; }

    /// <summary>Unit behind a number: "GB", "cores".</summary>
    public string? Unit { get; init; }

    /// <summary>Facts gathered on the host outrank the cloud's own word for this field.</summary>
    public bool FactsWin { get; init; }

    /// <summary>Moves by itself all the time, as the number of waiting messages does: alone it makes no change, and is written with the next one.</summary>
    public bool Volatile { get; init; }

    /// <summary>Name of a flag beside it that must be true, or <c>field=value</c>, for the form to offer this one.</summary>
    public string? When { get; init; }

    /// <summary>False when Kinds that extend this one do not have the field.</summary>
    public bool Inherited { get; init; } = true;

    /// <summary>Shows in a monospace face: identifiers, addresses, paths.</summary>
    public bool Mono { get; init; }

    internal static string Humanize(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

/// <summary>A field whose value has the CLR type <typeparamref name="T"/>.</summary>
public sealed record Field<T>(string Name, FieldType Type) : Field(Name, Type);

/// <summary>Sections that several Kinds share. A Kind may name others.</summary>
public static class Sections
{
    public const string General = "General";
    public const string Placement = "Placement";
    public const string Specification = "Specification";
    public const string Storage = "Storage";
    public const string Services = "Services";
    public const string Relations = "Relations";
    public const string Cluster = "Cluster";
    public const string Access = "Sign-in";
    public const string Deploy = "Deploy";
    public const string Tags = "Tags";
    public const string Network = "Network";
    public const string Discovered = "Discovered";
}
