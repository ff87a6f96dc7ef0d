using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Http;

namespace Maestro.Modules.Access;

/// <summary>Signing in with an account kept elsewhere: at an OpenID Connect provider, or in an LDAP directory.</summary>
public interface ISingleSignOn
{
    /// <summary>The ways to sign in here.</summary>
    Task<SignInWays> WaysAsync(CancellationToken cancel);

    /// <summary>Sends the browser to the provider. <paramref name="again"/> asks for a fresh sign-in there, as proof. Throws <see cref="Problem"/> (unavailable) when the provider is not set or does not answer.</summary>
    Task ChallengeAsync(HttpContext context, string back, bool again, CancellationToken cancel);

    /// <summary>Takes the browser that comes back from the provider: starts a session, or asks for the code of the second factor. Throws <see cref="Problem"/> with what to tell the person.</summary>
    Task<Arrived> ArriveAsync(HttpContext context, CancellationToken cancel);

    /// <summary>How the actor shows that it is them, where a password would be asked for.</summary>
    Task<ProofWay> ProofAsync(Actor actor, CancellationToken cancel);

    /// <summary>The settings, without secrets; administrators only.</summary>
    Task<SsoSettings> SettingsAsync(Actor actor, CancellationToken cancel);

    /// <summary>Replaces the settings. A secret that is null stays as it is, unless what it is sent to has changed; an empty one is removed. Administrators only.</summary>
    Task<SsoSettings> SaveAsync(Actor actor, SsoSettings settings, CancellationToken cancel);

    /// <summary>Asks the provider what it is, with the settings saved; administrators only. Throws <see cref="Problem"/> (unavailable) with what is wrong.</summary>
    Task<string> TestProviderAsync(Actor actor, CancellationToken cancel);

    /// <summary>Looks a person up in the directory, with the settings saved; administrators only. Throws <see cref="Problem"/> (unavailable) with what is wrong.</summary>
    Task<FoundInDirectory?> TestDirectoryAsync(Actor actor, string name, CancellationToken cancel);
}

/// <summary>The ways to sign in.</summary>
/// <param name="Passwords">False where passwords of Maestro are for administrators only.</param>
/// <param name="Provider">Name of the provider, where there is one.</param>
/// <param name="Directory">Name of the directory, where there is one.</param>
public sealed record SignInWays(bool Passwords, string? Provider, string? Directory);

/// <summary>Somebody who came back from the provider.</summary>
/// <param name="Back">The page asked for at the beginning.</param>
public sealed record Arrived(SignInStep Step, string Back);

/// <summary>How somebody shows that it is them.</summary>
/// <param name="HasPassword">They have a password of Maestro.</param>
/// <param name="Directory">Name of the directory whose password is taken; null where none is.</param>
/// <param name="Provider">Name of the provider where a fresh sign-in counts; null where none does.</param>
/// <param name="Until">How long the last sign-in at the provider counts; null when it does not.</param>
public sealed record ProofWay(bool HasPassword, string? Directory, string? Provider, DateTimeOffset? Until)
{
    /// <summary>A password, of whichever sort, is to be typed.</summary>
    public bool AsksPassword => HasPassword || Directory is not null;
}

/// <summary>A person as the directory knows them.</summary>
public sealed record FoundInDirectory(string Dn, string? Name, string? Email, IReadOnlyList<string> Groups);
