using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Maestro.Modules.Access.SignIn;

/// <summary>The text of a token: <c>mst_</c>, a public prefix to find it by, and 32 random bytes that only its holder has.</summary>
internal static class TokenText
{
    private const string Start = "mst_";
    private const int PrefixLength = 10;
    private const int SecretBytes = 32;
    private const int Length = 4 + PrefixLength + 1 + 43;

    /// <summary>A new token: its text, its prefix and the digest to store.</summary>
    public static (string Text, string Prefix, byte[] Hash) Make()
    {
        var prefix = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", PrefixLength);
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return ($"{Start}{prefix}_{Base64Url.EncodeToString(secret)}", prefix, SHA256.HashData(secret));
    }

    /// <summary>Splits a text into prefix and digest; false for what cannot be a token.</summary>
    public static bool TryRead(string text, out string prefix, out byte[] hash)
    {
        (prefix, hash) = ("", []);
        if (text.Length != Length || !text.StartsWith(Start, StringComparison.Ordinal) || text[Start.Length + PrefixLength] != '_')
            return false;
        var secret = new byte[SecretBytes];
        if (!Base64Url.IsValid(text.AsSpan(^43..)) || !Base64Url.TryDecodeFromChars(text.AsSpan(^43..), secret, out var written) || written != SecretBytes)
            return false;
        prefix = text.Substring(Start.Length, PrefixLength);
        hash = SHA256.HashData(secret);
        return true;
    }

    /// <summary>Key of a text in memory: never the text itself.</summary>
    public static string Fingerprint(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
