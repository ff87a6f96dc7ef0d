namespace Maestro.Modules.Kernel;

/// <summary>What a grant or a membership allows. The numbers are Maestro 0.6's and are stored.</summary>
public enum Level
{
    /// <summary>Nothing at all.</summary>
    None = 0,

    /// <summary>Get, list, count, history, links, results.</summary>
    Read = 1,

    /// <summary>Read, and change, crawl, draw, share.</summary>
    Write = 3,

    /// <summary>Write, and retire, restore, merge, change grants.</summary>
    Admin = 7,
}

/// <summary>Who a grant is given to: a user or a team.</summary>
/// <param name="Type"><c>user</c> or <c>team</c>.</param>
/// <param name="Id">Id of the user or team.</param>
public readonly record struct Subject(string Type, Guid Id)
{
    public static Subject User(Guid id) => new("user", id);

    public static Subject Team(Guid id) => new("team", id);
}

/// <summary>A grant on a record.</summary>
/// <param name="Subject">Who holds it.</param>
/// <param name="Level">How much it allows.</param>
public readonly record struct Grant(Subject Subject, Level Level);
