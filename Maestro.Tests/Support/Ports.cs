using System.Net;
using System.Net.Sockets;

namespace Maestro.Tests.Support;

/// <summary>Ports for servers that must know theirs before they start.</summary>
internal static class Ports
{
    /// <summary>Some that nobody listens on just now, all different.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
