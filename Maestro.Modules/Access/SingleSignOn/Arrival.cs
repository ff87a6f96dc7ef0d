namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Somebody whom the provider or the directory vouches for.</summary>
/// <param name="Source"><see cref="Oidc"/> or <see cref="Ldap"/>.</param>
/// <param name="Email">The address it names, if it names one.</param>
/// <param name="EmailVerified">True or false where it says so; null where it says nothing.</param>
/// <param name="Groups">Values that the mapping to teams is about.</param>
/// <param name="ProvedAt">When the person last showed there who they are; null where it does not say.</param>
internal sealed record Arrival(string Source, string Issuer, string Subject, string? Email, bool? EmailVerified, string? Name, IReadOnlyCollection<string> Groups, DateTimeOffset? ProvedAt)
{
    public const string Oidc = "oidc";
    public const string Ldap = "ldap";

    /// <summary>A text from elsewhere as it may be kept and shown.</summary>
    public static string Clean(string text, int longest)
    {
        var clean = new string([.. text.Where(sign => !char.IsControl(sign))]).Trim();
        return clean.Length > longest ? clean[..longest] : clean;
    }
}

/// <summary>What a session began with, where that is not a password of ours.</summary>
internal sealed record SessionOrigin(string Source, DateTimeOffset? ProvedAt, int Hours);
