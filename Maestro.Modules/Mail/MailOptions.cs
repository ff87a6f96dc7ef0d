using MimeKit;

namespace Maestro.Modules.Mail;

/// <summary>Settings of the section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Name or address of the mail server; empty where no mail is sent.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port: 465 (TLS from the start), 587 or 25 (STARTTLS).</summary>
    public int Port { get; set; } = 587;

    /// <summary>Address that mail comes from: <c>maestro@example.org</c> or <c>Maestro &lt;maestro@example.org&gt;</c>.</summary>
    public string Sender { get; set; } = "";

    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Nothing is sent without TLS. Otherwise TLS is used where the server offers it.</summary>
    public bool UseTls { get; set; }

    /// <summary>Skips the check of the server's certificate, and nothing else.</summary>
    public bool IgnoreCertificate { get; set; }

    /// <summary>Longest wait for an answer of the server.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    internal bool IsSet => Host.Length > 0;

    /// <summary>What is wrong with the settings, each with the key's name.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Port is < 1 or > 65535)
            yield return "Mail:Port must be 1 to 65535.";
        if (TimeoutSeconds is < 1 or > 300)
            yield return "Mail:TimeoutSeconds must be 1 to 300.";
        if (Sender.Length > 0 && !(MailboxAddress.TryParse(Sender, out var sender) && sender.Address.Contains('@', StringComparison.Ordinal)))
            yield return "Mail:Sender must be an e-mail address.";
        if (IsSet && Sender.Length == 0)
            yield return "Mail:Sender must be set where Mail:Host is.";
        if (!IsSet && Sender.Length > 0)
            yield return "Mail:Host must be set where Mail:Sender is.";
        if (Password.Length > 0 && Username.Length == 0)
            yield return "Mail:Username must be set where Mail:Password is.";
    }
}
