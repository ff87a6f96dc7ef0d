using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Maestro.Web.Hosting.Keys;

/// <summary><c>keys rotate</c>: a new master key around the ring and a new key in it. What old keys encrypted stays readable.</summary>
internal sealed class RotateKeys : ICommand
{
    private const string NewSetting = "MAESTRO_NEW_MASTER_KEY";

    public string Name => "keys rotate";

    public async Task<int> RunAsync(WebApplication app, string[] args, CancellationToken cancel)
    {
        await app.OpenDatabaseAsync(cancel);
        var masters = app.Services.GetRequiredService<MasterKeys>();
        var text = app.Configuration[NewSetting] is { Length: > 0 } given ? given : MasterKey.NewText();
        if (masters.IsFromEnvironment && app.Configuration[NewSetting] is null or "")
            throw new StartRefused($"{NewSetting}: the master key comes from {MasterKey.Setting}, so the new one is yours to choose. Set {NewSetting} and repeat.");
        if (MasterKey.Fault(text) is { } fault)
            throw new StartRefused($"{NewSetting} {fault}");
        masters.Change(text);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        app.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now + KeysStart.Lifetime);
        await Console.Out.WriteLineAsync(masters.IsFromEnvironment
            ? $"The keys are wrapped with the new master key. Set {MasterKey.Setting} to it and restart every Maestro on this database."
            : "A new master key is in the key folder. Restart every other Maestro on this database with it.");
        return 0;
    }
}
