using Maestro.Modules.Access.People;
using Microsoft.AspNetCore.Identity;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Passwords: what is accepted, and ASP.NET Core Identity's hash of it.</summary>
internal sealed class Passwords
{
    private const int Shortest = 10;
    private const int Longest = 256;
    private readonly PasswordHasher<UserRow> hasher = new();
    private readonly Lazy<string> nobody;

    // A mail that does not exist costs the same hash as a wrong password, so that time tells nothing.
    public Passwords() => nobody = new(() => hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    /// <summary>What is wrong with a new password, or null.</summary>
    public static string? Fault(string? password) => password switch
    {
        null or "" => "must be filled in.",
        { Length: < Shortest } => $"must have at least {Shortest} characters.",
        { Length: > Longest } => $"must have at most {Longest} characters.",
        _ => null,
    };

    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>Whether the password is the user's; false, after the same time, when there is no such user. Renews an outdated hash in the row.</summary>
    public bool Matches(UserRow? user, string password)
    {
        if (password.Length > Longest)
            return false;
        var has = user?.PasswordHash.Length > 0;
        var outcome = hasher.VerifyHashedPassword(null!, has ? user!.PasswordHash : nobody.Value, password);
        if (!has || user is null || outcome == PasswordVerificationResult.Failed)
            return false;
        if (outcome == PasswordVerificationResult.SuccessRehashNeeded)
            user.PasswordHash = Hash(password);
        return true;
    }
}
