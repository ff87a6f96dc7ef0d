using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>What people do about their account without being signed in. No answer tells whether an address has an account.</summary>
public interface IAccounts
{
    /// <summary>Who may make an account.</summary>
    Registration Registration { get; }

    /// <summary>What stands in the way of mail, as a sentence; null when links can be sent.</summary>
    string? MailMissing { get; }

    /// <summary>Sends a link that replaces a forgotten password, if the address has an account; the answer is the same, and takes as long, if not. Throws <see cref="Problem"/>: unavailable without mail, too many.</summary>
    Task ForgotPasswordAsync(string email, Caller caller, CancellationToken cancel);

    /// <summary>Whether a link for a new password still works.</summary>
    Task<bool> IsPasswordLinkAsync(string? token, CancellationToken cancel);

    /// <summary>Sets a new password by such a link. Ends every session and revokes every API token of the person.</summary>
    Task ResetPasswordAsync(string token, string password, CancellationToken cancel);

    /// <summary>
    /// Makes an account. Where mail can be sent the account comes to be when the link sent is followed, and the answer is the same for
    /// an address that has one already; else at once. Throws <see cref="Problem"/>: denied where registration is not open.
    /// </summary>
    /// <returns>The session of the account made at once, or null when a link was sent.</returns>
    Task<Issued?> RegisterAsync(NewAccount account, Caller caller, CancellationToken cancel);

    /// <summary>The address that a link confirms, while it works; else null.</summary>
    Task<string?> RegistrationOfAsync(string? token, CancellationToken cancel);

    /// <summary>Makes the account whose address is confirmed by a link. It takes the password chosen before: who only finds the mail cannot finish what somebody else began.</summary>
    Task<Issued> ConfirmAsync(string token, string password, Caller caller, CancellationToken cancel);

    /// <summary>The address that a link makes an account's new one, while it works; else null.</summary>
    Task<string?> NewEmailOfAsync(string? token, CancellationToken cancel);

    /// <summary>Makes it so.</summary>
    Task ConfirmEmailAsync(string token, CancellationToken cancel);
}

/// <summary>Who may make an account.</summary>
public enum Registration
{
    /// <summary>Whoever is invited.</summary>
    Invite,

    /// <summary>Anybody.</summary>
    Open,

    /// <summary>Nobody; administrators make accounts.</summary>
    Off,
}

/// <summary>An account about to be.</summary>
/// <param name="Invitation">Secret of the invitation that is followed, or null.</param>
public sealed record NewAccount(string Name, string Email, string Password, string Language, string? Invitation = null);
