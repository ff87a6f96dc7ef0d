namespace Maestro.Web.Hosting.Keys;

/// <summary>Finds the master key that this database was written with, and changes it.</summary>
internal sealed class MasterKeys(DataFolder data, IConfiguration configuration, KeyStore store, ILogger<MasterKeys> log)
{
    private const string FileName = "master.key";
    private const string CheckText = "Maestro's key check";
    private MasterKey? current;

    /// <summary>The key, proven at start.</summary>
    public MasterKey Current => current ?? throw new InvalidOperationException("The master key is used before it was proven.");

    public bool IsFromEnvironment => Configured is not null;

    /// <summary>Refuses the start unless the key is the one that the check in the database was wrapped with; the first start writes the check.</summary>
    public void Prove()
    {
        var known = store.Read().GetValueOrDefault(KeyStore.Check);
        var key = Find(known);
        if (known is null)
        {
            store.Add(KeyStore.Check, key.Wrap(CheckText));
            known = store.Read()[KeyStore.Check];
        }
        if (!Opens(key, known))
            throw new StartRefused($"{MasterKey.Setting}: the key from {key.Source} is not the one that this database's secrets are encrypted with. Give the key this database was first started with.");
        current = key;
    }

    /// <summary>Wraps everything with a new key. The file is written before the database, and put in place after it, so that a crash in between loses nothing.</summary>
    public void Change(string newText)
    {
        var next = new MasterKey(newText, "the new key");
        if (!IsFromEnvironment)
        {
            File.Delete(Path.Combine(data.Keys, FileName + ".next"));
            data.Secret(FileName + ".next", () => newText);
        }
        store.Rewrite(wrapped => next.Wrap(Current.Unwrap(wrapped) ?? throw new StartRefused("A key in the database cannot be read with the present master key; nothing was changed.")));
        if (!IsFromEnvironment)
            PromoteNext();
        current = next;
    }

    private MasterKey Find(string? known)
    {
        if (Configured is { } text)
            return new MasterKey(text, $"the setting {MasterKey.Setting}");
        var path = Path.Combine(data.Keys, FileName);
        if (known is not null && File.Exists(path + ".next") && Opens(new MasterKey(data.Secret(FileName + ".next", MasterKey.NewText), ""), known))
            PromoteNext();
        if (known is not null && !File.Exists(path))
            throw new StartRefused($"{MasterKey.Setting}: this database's secrets are encrypted, and their key is neither in {MasterKey.Setting} nor in {path}. Put back the key this database was first started with.");
        if (!File.Exists(path))
            Log.KeyMade(log, path);
        return new MasterKey(data.Secret(FileName, MasterKey.NewText), path);
    }

    private string? Configured => configuration[MasterKey.Setting] is { Length: > 0 } text ? text : null;

    private static bool Opens(MasterKey key, string known) => key.Unwrap(known) == CheckText;

    private void PromoteNext()
    {
        var path = Path.Combine(data.Keys, FileName);
        File.Move(path + ".next", path, overwrite: true);
    }
}
