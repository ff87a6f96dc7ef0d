using System.Globalization;
using System.Resources;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access.Accounts;

/// <summary>Every letter that Access sends, in the language of whoever gets it. Notices are left out where there is no mail.</summary>
internal sealed class AccessLetters(IMail mail)
{
    // English is the key itself, as in the pages.
    private static readonly ResourceManager Words = new("Maestro.Modules.Access.Accounts.Letters", typeof(AccessLetters).Assembly);

    public IMail Mail => mail;

    public Task ForgottenAsync(UserRow user, string secret, DateTimeOffset until, CancellationToken cancel) => mail.SendAsync(
        Letter(user.Email, user.Language, "A new password for Maestro", user.Name,
            Say(user.Language, "Somebody, hopefully you, has asked for a new password for your account. The link works once, for 60 minutes.")) with
        {
            Action = Say(user.Language, "Choose a new password"),
            Url = mail.Link($"reset?token={secret}"),
            Until = until,
            Small = Say(user.Language, "If it was not you, ignore this mail: your password stays as it is."),
        }, cancel);

    public Task PasswordChangedAsync(UserRow user, CancellationToken cancel) => NoticeAsync(user.Email, user.Language, "Your Maestro password has been changed", user.Name,
        Say(user.Language, "The password of your account has just been changed, and your sessions have ended."), Unwanted(user.Language), cancel);

    public Task ConfirmAsync(NewAccount account, string secret, DateTimeOffset until, CancellationToken cancel) => mail.SendAsync(
        Letter(account.Email, account.Language, "Confirm your address for Maestro", account.Name,
            Say(account.Language, "Follow this link and enter the password you chose; then your account is ready. It works once, for 24 hours.")) with
        {
            Action = Say(account.Language, "Confirm my address"),
            Url = mail.Link($"confirm?token={secret}"),
            Until = until,
            Small = Say(account.Language, "If you have not asked for an account, ignore this mail: none is made."),
        }, cancel);

    public Task KnownAlreadyAsync(UserRow user, CancellationToken cancel) => mail.SendAsync(
        Letter(user.Email, user.Language, "You have a Maestro account already", user.Name,
            Say(user.Language, "Somebody, hopefully you, wanted to make an account with this address. It has one already: sign in, or ask for a new password.")) with
        {
            Action = Say(user.Language, "Sign in"),
            Url = mail.Link("sign-in"),
        }, cancel);

    public Task NewEmailAsync(UserRow user, string email, string secret, DateTimeOffset until, CancellationToken cancel) => mail.SendAsync(
        Letter(email, user.Language, "Confirm your new address for Maestro", user.Name,
            Say(user.Language, "This address is to become the one you sign in with. The link works once, for 24 hours.")) with
        {
            Action = Say(user.Language, "Use this address"),
            Url = mail.Link($"confirm-email?token={secret}"),
            Until = until,
            Small = Say(user.Language, "If it was not you, ignore this mail: nothing changes."),
        }, cancel);

    public Task OldEmailAsync(UserRow user, string email, CancellationToken cancel) => NoticeAsync(user.Email, user.Language, "Your Maestro address is being changed", user.Name,
        Say(user.Language, "Somebody signed in as you, who knows your password, wants to use {0} instead of this address from now on.", email), Unwanted(user.Language), cancel);

    public Task SecondFactorAsync(UserRow user, bool on, CancellationToken cancel) => NoticeAsync(user.Email, user.Language,
        on ? "Your Maestro account has a second factor now" : "Your Maestro account has no second factor any more", user.Name,
        on ? Say(user.Language, "From now on signing in takes a code of your authenticator program too. Keep the recovery codes where you find them without it.")
            : Say(user.Language, "From now on signing in takes your password only."), Unwanted(user.Language), cancel);

    public Task InvitationAsync(string email, string language, string by, string? team, string secret, DateTimeOffset until, CancellationToken cancel) => mail.SendAsync(
        Letter(email, language, team is null ? Say(language, "{0} invites you to Maestro", by) : Say(language, "{0} invites you to the team {1}", by, team), null,
            team is null ? Say(language, "{0} invites you to Maestro, the inventory of what an operations team runs.", by)
                : Say(language, "{0} invites you to the team {1} in Maestro, the inventory of what an operations team runs.", by, team)) with
        {
            Action = Say(language, "Accept the invitation"),
            Url = mail.Link($"join?token={secret}"),
            Until = until,
            Small = Say(language, "The link works once, for 7 days. If you expect no invitation, ignore this mail."),
        }, cancel);

    private Task NoticeAsync(string to, string language, string subject, string name, string what, string small, CancellationToken cancel) =>
        mail.Works ? mail.SendAsync(Letter(to, language, subject, name, what) with { Small = small }, cancel) : Task.CompletedTask;

    private static Letter Letter(string to, string language, string subject, string? name, string what) => new()
    {
        To = to, Subject = Say(language, subject), Paragraphs = [name is null ? Say(language, "Hello,") : Say(language, "Hello {0},", name), what],
    };

    private static string Unwanted(string language) => Say(language, "If it was not you, change your password and tell an administrator.");

    private static string Say(string language, string text, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var words = Words.GetString(text, culture) ?? text;
        return values.Length == 0 ? words : string.Format(culture, words, values);
    }
}
