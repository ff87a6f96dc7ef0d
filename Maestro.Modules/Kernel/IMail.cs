namespace Maestro.Modules.Kernel;

/// <summary>The one way to send mail. A letter goes into an outbox in the database and from there to the mail server, again and again until it is taken.</summary>
public interface IMail
{
    /// <summary>What has to be set before mail can be sent, as a sentence; null when it can.</summary>
    string? Missing { get; }

    /// <summary>True when a mail server and the public address are set.</summary>
    bool Works => Missing is null;

    /// <summary>Address of a page of Maestro as a letter may name it: below <c>MAESTRO_BASE_URL</c>, never what a request says. Throws <see cref="Problem"/> (unavailable) when mail cannot be sent.</summary>
    string Link(string page);

    /// <summary>Puts a letter into the outbox. Throws <see cref="Problem"/> (unavailable) when mail cannot be sent.</summary>
    Task SendAsync(Letter letter, CancellationToken cancel);
}

/// <summary>A mail as words; how it looks as HTML and as text is the mail module's business. Everything in it is text, escaped where it is printed.</summary>
public sealed record Letter
{
    /// <summary>Address it goes to.</summary>
    public required string To { get; init; }

    public required string Subject { get; init; }

    /// <summary>What it says, a paragraph each; the first is the greeting.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>Words on the button, if it has one.</summary>
    public string? Action { get; init; }

    /// <summary>Where the button leads.</summary>
    public string? Url { get; init; }

    /// <summary>What stands small below the button.</summary>
    public string? Small { get; init; }

    /// <summary>After this it is not worth sending any more.</summary>
    public DateTimeOffset? Until { get; init; }
}
