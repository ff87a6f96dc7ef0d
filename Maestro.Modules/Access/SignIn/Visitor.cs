namespace Maestro.Modules.Access.SignIn;

/// <summary>Who sent the request at hand, and how they showed it; a feature of the HTTP context.</summary>
internal sealed class Visitor(Recognized who, bool byCookie)
{
    public Recognized Who { get; } = who;

    public bool ByCookie { get; } = byCookie;

    /// <summary>Why the request is refused, for the answer.</summary>
    public string? Refusal { get; set; }
}
