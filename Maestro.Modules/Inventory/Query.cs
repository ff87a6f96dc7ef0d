namespace Maestro.Modules.Inventory;

/// <summary>A question to the inventory, as it stands in a URL, a saved view or an API call.</summary>
public sealed record Query
{
    /// <summary>Singular name of the Kind; families of it are included.</summary>
    public required string Kind { get; init; }

    public Filter? Filter { get; init; }

    /// <summary>Words that all occur in the search text.</summary>
    public string? Words { get; init; }

    /// <summary>Order; empty for newest change first.</summary>
    public IReadOnlyList<Sort> Order { get; init; } = [];

    public int Limit { get; init; } = 50;

    public int Offset { get; init; }

    /// <summary>Keyset position of the page before; "" starts a walk; null pages by offset.</summary>
    public string? Cursor { get; init; }

    /// <summary>As of this moment.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>True for what is there, false for what is retired, null for both.</summary>
    public bool? Active { get; init; } = true;

    /// <summary>Only records owned by this user or team.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Whether to count all matches.</summary>
    public bool Counted { get; init; } = true;

    /// <summary>Only these records.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }
}

/// <summary>A condition on a record.</summary>
public abstract record Filter
{
    /// <summary>All of them.</summary>
    public sealed record And(IReadOnlyList<Filter> Of) : Filter;

    /// <summary>Any of them.</summary>
    public sealed record Or(IReadOnlyList<Filter> Of) : Filter;

    /// <summary>None of it.</summary>
    public sealed record Not(Filter Of) : Filter;

    /// <summary>A declared path, an operator ("" is equality) and values of which any may match.</summary>
    public sealed record Test(string Path, string Operator, IReadOnlyList<string> Values) : Filter;
}

/// <summary>A field path to order by.</summary>
public sealed record Sort(string Path, bool Descending);
