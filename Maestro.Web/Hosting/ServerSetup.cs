using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Maestro.Web.Hosting;

/// <summary>The web server: limits, shutdown, the proxies before it, the address it is known by.</summary>
internal static class ServerSetup
{
    public static void UseMaestroServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Uploads may be 100 MB; an endpoint that takes less says so itself.
            kestrel.Limits.MaxRequestBodySize = 101 * 1024 * 1024;
        });
        builder.WebHost.UseStaticWebAssets();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        var proxies = Proxies(builder.Configuration);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies)
                options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>Forwarded headers count only when a proxy is trusted; the prefix of the public address is taken off the path.</summary>
    public static void UseMaestroProxy(this WebApplication app)
    {
        if (Proxies(app.Configuration).Count > 0)
            app.UseForwardedHeaders();
        if (PublicAddress(app.Configuration) is { AbsolutePath.Length: > 1 } address)
            app.UsePathBase(address.AbsolutePath.TrimEnd('/'));
    }

    /// <summary>The address in <c>MAESTRO_BASE_URL</c>, or null.</summary>
    public static Uri? PublicAddress(IConfiguration configuration) =>
        configuration["MAESTRO_BASE_URL"] is { Length: > 0 } text && Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    /// <summary>Addresses and networks in <c>MAESTRO_TRUSTED_PROXIES</c>; what cannot be read is left out (and refused by the start-up check).</summary>
    public static IReadOnlyList<System.Net.IPNetwork> Proxies(IConfiguration configuration) =>
        [.. ProxyWords(configuration).Select(ParseProxy).OfType<System.Net.IPNetwork>()];

    public static IEnumerable<string> ProxyWords(IConfiguration configuration) =>
        (configuration["MAESTRO_TRUSTED_PROXIES"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static System.Net.IPNetwork? ParseProxy(string word)
    {
        if (System.Net.IPNetwork.TryParse(word, out var network))
            return network;
        return IPAddress.TryParse(word, out var address)
            ? new System.Net.IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }
}
