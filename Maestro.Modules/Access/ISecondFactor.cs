using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>The second factor of signing in: codes of an authenticator program (TOTP), and recovery codes for the day it is lost.</summary>
public interface ISecondFactor
{
    /// <summary>Whether the actor has one.</summary>
    Task<SecondFactorState> StateAsync(Actor actor, CancellationToken cancel);

    /// <summary>Makes a secret for an authenticator program; it counts once it is confirmed. Needs the password.</summary>
    Task<Enrolment> BeginAsync(Actor actor, string password, CancellationToken cancel);

    /// <summary>Switches it on with a code that the program shows; answers the recovery codes, which are never shown again.</summary>
    Task<IReadOnlyList<string>> ConfirmAsync(Actor actor, string code, CancellationToken cancel);

    /// <summary>Replaces the recovery codes. Needs the password.</summary>
    Task<IReadOnlyList<string>> RenewCodesAsync(Actor actor, string password, CancellationToken cancel);

    /// <summary>Switches it off. Needs the password.</summary>
    Task RemoveAsync(Actor actor, string password, CancellationToken cancel);

    /// <summary>Switches off somebody's who has lost it, and ends that person's sessions; administrators only.</summary>
    Task ResetAsync(Actor actor, Guid userId, CancellationToken cancel);
}

/// <summary>Whether somebody has a second factor.</summary>
public sealed record SecondFactorState(bool On, DateTimeOffset? Since, int CodesLeft);

/// <summary>What an authenticator program has to be told.</summary>
/// <param name="Secret">The secret in base 32, to type.</param>
/// <param name="Uri">The same as <c>otpauth://</c> address.</param>
/// <param name="Picture">The same as a QR code: path data of an SVG, one unit a module.</param>
/// <param name="Size">Its width and height in modules, quiet zone included.</param>
public sealed record Enrolment(string Secret, string Uri, string Picture, int Size);
