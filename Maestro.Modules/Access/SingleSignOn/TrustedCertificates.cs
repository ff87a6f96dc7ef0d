using System.Security.Cryptography;
using System.Text;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>The library for LDAP reads trusted certificates from a folder: ours lies among the system's temporary files, for this process alone.</summary>
internal sealed class TrustedCertificates : IDisposable
{
    /// <summary>Where Debian and its kin keep the certificates that the system trusts.</summary>
    private const string System = "/etc/ssl/certs";
    private readonly Lock turn = new();
    private string? root;

    /// <summary>A folder with these certificates (PEM); the system's where there are none.</summary>
    public string? FolderOf(string certificates)
    {
        if (certificates.Length == 0)
            return Directory.Exists(System) ? System : null;
        lock (turn)
        {
            root ??= Directory.CreateTempSubdirectory("maestro-ldap-").FullName;
            var folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(certificates))));
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, "trusted.pem"), certificates);
            }
            return folder;
        }
    }

    public void Dispose()
    {
        if (root is not null && Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }
}
