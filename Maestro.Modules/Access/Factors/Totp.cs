using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Maestro.Modules.Access.Factors;

/// <summary>Codes by time (RFC 6238): six digits, SHA-1, a new one every 30 seconds, as every authenticator program has them.</summary>
internal static class Totp
{
    private const int Seconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / Seconds;

    public static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard's algorithm; its weakness, collisions, is none for an HMAC.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF, 4)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is: now, or one before or after, for clocks that differ; null when it is none.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        var step = StepAt(now);
        long? found = null;
        for (var at = step - 1; at <= step + 1; at++)
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeOf(secret, at)), System.Text.Encoding.ASCII.GetBytes(code)))
                found = at;
        return found;
    }

    /// <summary>Base 32, as people type it into a program.</summary>
    public static string Print(byte[] secret)
    {
        var text = new System.Text.StringBuilder();
        for (var bit = 0; bit < secret.Length * 8; bit += 5)
        {
            var value = 0;
            for (var at = bit; at < bit + 5; at++)
                value = (value << 1) | (at < secret.Length * 8 ? (secret[at / 8] >> (7 - (at % 8))) & 1 : 0);
            text.Append(Alphabet[value]);
        }
        return text.ToString();
    }
}
