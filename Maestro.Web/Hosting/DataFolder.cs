using Microsoft.Extensions.Configuration;

namespace Maestro.Web.Hosting;

/// <summary>The one folder Maestro writes to: its cluster, its keys, uploaded and produced files.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Keys = Path.Combine(Root, "keys");
        Files = Path.Combine(Root, "files");
        Cluster = Path.Combine(Root, "cluster");
    }

    /// <summary>The folder that <c>MAESTRO_DATA</c> names, by default <c>./data</c>.</summary>
    public static DataFolder Of(IConfiguration configuration) =>
        new(configuration["MAESTRO_DATA"] is { Length: > 0 } path ? path : "data");

    public string Root { get; }

    /// <summary>Master key and the cluster's password. Nobody else may read it.</summary>
    public string Keys { get; }

    public string Files { get; }

    /// <summary>The embedded cluster and its socket; belongs to the user that the server runs as.</summary>
    public string Cluster { get; }

    /// <summary>Makes what is missing; refuses a folder that cannot be written or keys that others may read.</summary>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Root);
            foreach (var folder in new[] { Keys, Files })
                MakePrivate(folder);
            var probe = Path.Combine(Keys, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"MAESTRO_DATA: the folder {Root} cannot be used: {error.Message}");
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private);
    }

    /// <summary>Reads a secret kept in the key folder, made at first use. Only the owner may read it.</summary>
    public string Secret(string name, Func<string> make)
    {
        var path = Path.Combine(Keys, name);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // Written aside and moved, so that a crash never leaves half a key.
            var aside = $"{path}.{Environment.ProcessId}";
            File.Delete(aside);
            using (var writer = new StreamWriter(aside, options))
                writer.Write(make());
            File.Move(aside, path, overwrite: false);
        }
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartRefused($"MAESTRO_DATA: the key {path} cannot be read by the user {Environment.UserName}.");
        }
    }
}
