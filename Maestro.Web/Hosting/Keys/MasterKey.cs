using System.Security.Cryptography;
using System.Text;

namespace Maestro.Web.Hosting.Keys;

/// <summary>
/// The one key outside the database. It wraps the key ring, which is kept in the database so that every process reads
/// the same one. Comes from <c>MAESTRO_MASTER_KEY</c>, else from a file made in the key folder at first start.
/// </summary>
internal sealed class MasterKey
{
    public const string Setting = "MAESTRO_MASTER_KEY";
    public const int ShortestText = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] key;

    public MasterKey(string text, string source)
    {
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text), 32, info: "maestro key ring"u8.ToArray());
        Source = source;
    }

    /// <summary>Where it came from, to be named when it is the wrong one.</summary>
    public string Source { get; }

    /// <summary>A new text that a key is derived from.</summary>
    public static string NewText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is wrong with a text given as a key, or null.</summary>
    public static string? Fault(string text) =>
        text.Length < ShortestText ? $"must have at least {ShortestText} characters (openssl rand -base64 32 makes some)."
        : Placeholders.Includes(text) || text.Distinct().Count() < 8 ? "is a placeholder; choose a random one (openssl rand -base64 32)."
        : null;

    public string Wrap(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var wrapped = new byte[NonceSize + plain.Length + TagSize];
        var nonce = wrapped.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plain, wrapped.AsSpan(NonceSize, plain.Length), wrapped.AsSpan(NonceSize + plain.Length));
        return Convert.ToBase64String(wrapped);
    }

    /// <summary>The text, or null when another key has wrapped it.</summary>
    public string? Unwrap(string text)
    {
        try
        {
            var wrapped = Convert.FromBase64String(text);
            var plain = new byte[wrapped.Length - NonceSize - TagSize];
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(wrapped.AsSpan(0, NonceSize), wrapped.AsSpan(NonceSize, plain.Length), wrapped.AsSpan(NonceSize + plain.Length), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception error) when (error is FormatException or CryptographicException or OverflowException)
        {
            return null;
        }
    }
}
