using System.Net;
using System.Net.Sockets;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>
/// Where Maestro may call to sign people in: private networks, but not this machine (a setting allows it) and never a link-local or
/// metadata address. Checked after the name is resolved, and the very address checked is called.
/// </summary>
internal sealed class Outgoing(IOptions<AccessOptions> options)
{
    private static readonly IPAddress[] Metadata = [IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("168.63.129.16"), IPAddress.Parse("192.0.0.192")];

    public bool Loopback => options.Value.LoopbackProviders;

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
        var good = all.Where(address => IsAllowed(address, Loopback)).ToArray();
        return good.Length > 0 ? good : throw new Problem(ProblemKind.Unavailable, $"Maestro may not call {host}: its address is this machine's own, link-local or a metadata service.");
    }

    /// <summary>A client that calls only what may be called; it follows no redirect and asks no proxy.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10), ConnectCallback = ConnectAsync,
    })
    { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = 1024 * 1024 };

    internal static bool IsAllowed(IPAddress address, bool loopback)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return loopback;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] is not 0 and < 224 && !(bytes[0] == 169 && bytes[1] == 254) && !Metadata.Contains(address)
            : !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any) && !Metadata.Contains(address) && !IsTranslated(bytes);
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
