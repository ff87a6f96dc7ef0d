using System.Net;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Networks that a token is accepted from.</summary>
internal static class Networks
{
    /// <summary>A network or single address as it is stored; null when it is neither.</summary>
    public static string? Normal(string text)
    {
        var parts = text.Trim().Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && address.ToString() != parts[0]))
            return null;
        var plain = Plain(address);
        var bytes = plain.GetAddressBytes();
        var longest = bytes.Length * 8;
        if (parts.Length == 1)
            return $"{plain}/{longest}";
        if (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length) || length > longest || address.IsIPv4MappedToIPv6)
            return null;
        // 10.1.2.3/8 is meant as 10.0.0.0/8.
        for (var bit = length; bit < longest; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{length}";
    }

    /// <summary>Whether an address is in one of them; where none are named, every address is.</summary>
    public static bool Include(IReadOnlyList<string> networks, string? address) =>
        networks.Count == 0 || (IPAddress.TryParse(address, out var from) && networks.Any(network => IPNetwork.TryParse(network, out var known) && Within(known, Plain(from))));

    private static bool Within(IPNetwork network, IPAddress address) => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
