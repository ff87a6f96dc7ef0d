using System.Net;
using System.Net.Sockets;

namespace Maestro.Modules.Files.Storing;

/// <summary>Connections out of Maestro to an address that a setting names: private and loopback ones are allowed, link-local ones, where clouds keep credentials, never; judged after the name is resolved.</summary>
internal static class Outgoing
{
    private static readonly IPNetwork[] Forbidden = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fd00:ec2::/32")];

    internal static bool IsForbidden(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Forbidden.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>A handler that follows no redirect and connects to allowed addresses only.</summary>
    internal static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, ConnectCallback = ConnectAsync, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (addresses.Any(IsForbidden))
            throw new HttpRequestException($"{context.DnsEndPoint.Host} leads to a link-local address, which is never asked.");
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
