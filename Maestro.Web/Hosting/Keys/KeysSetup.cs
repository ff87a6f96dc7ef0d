using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Maestro.Web.Hosting.Keys;

/// <summary>The keys that encrypt secrets and sign cookies.</summary>
internal static class KeysSetup
{
    public static void UseMaestroKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddSingleton<MasterKeys>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<IStartStep, KeysStart>();
        builder.Services.AddDataProtection().SetApplicationName("Maestro");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((options, ring) => options.XmlRepository = ring);
        // It warns that keys are stored as they are, not knowing that the ring wraps them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }
}

/// <summary>Proves the master key first of all, and makes the first key of the ring while no other process starts.</summary>
internal sealed class KeysStart(MasterKeys masters, IKeyManager ring, TimeProvider time) : IStartStep
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    public int Order => int.MinValue;

    public Task RunAsync(CancellationToken cancel)
    {
        masters.Prove();
        if (ring.GetAllKeys().Count == 0)
            ring.CreateNewKey(time.GetUtcNow(), time.GetUtcNow() + Lifetime);
        return Task.CompletedTask;
    }
}
