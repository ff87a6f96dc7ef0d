using System.Net;
using System.Net.Sockets;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>
/// Where Maestro may call: private networks, this machine only where that is allowed, and never a link-local or metadata address, where
/// clouds keep credentials. Checked after the name is resolved, and the very address checked is called.
/// </summary>
/// <param name="loopback">Whether this machine itself may be called.</param>
public sealed class Outgoing(bool loopback)
{
    private static readonly IPNetwork[] Never = [.. new[] { "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32" }.Select(IPNetwork.Parse)];

    /// <summary>Whether this machine itself may be called.</summary>
    public bool Loopback => loopback;

    /// <summary>Addresses of a host that may be called. Throws <see cref="Problem"/> (unavailable) when there is none.</summary>
    public async Task<IPAddress[]> DemandAsync(string host, CancellationToken cancel)
    {
        IPAddress[] all;
        try
        {
            all = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel);
        }
        catch (SocketException error)
        {
            throw new Problem(ProblemKind.Unavailable, $"The name {host} cannot be resolved.", cause: error);
        }
        var good = all.Where(address => IsAllowed(address, loopback)).ToArray();
        return good.Length > 0 ? good : throw new Problem(ProblemKind.Unavailable, $"Maestro may not call {host}: its address is this machine's own, link-local or a metadata service.");
    }

    /// <summary>A handler that calls only what may be called; it follows no redirect, asks no proxy and keeps no cookie.</summary>
    public SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10), ConnectCallback = ConnectAsync,
    };

    /// <summary>A client upon it, for short answers.</summary>
    public HttpClient NewClient() => new(NewHandler()) { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = 1024 * 1024 };

    /// <summary>Whether an address may be called.</summary>
    public static bool IsAllowed(IPAddress address, bool loopback)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return loopback;
        if (Never.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address)))
            return false;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] is not 0 and < 224
            : !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any) && !IsTranslated(bytes);
    }

    // 64:ff9b::/96 and 2002::/16 carry an IPv4 address that would pass unseen.
    private static bool IsTranslated(byte[] bytes) => (bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xff && bytes[3] == 0x9b) || (bytes[0] == 0x20 && bytes[1] == 0x02);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await DemandAsync(context.DnsEndPoint.Host, cancel);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
