using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Maestro.Tests.Support;

/// <summary>Certificates of our own making, which nobody trusts unless told to.</summary>
internal static class Certificates
{
    /// <summary>Writes one for localhost into a folder: the files of the certificate and of its key.</summary>
    public static (string Certificate, string Key) Make(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.Parse("2020-01-01", CultureInfo.InvariantCulture), DateTimeOffset.Parse("2120-01-01", CultureInfo.InvariantCulture));
        var (publicPart, privatePart) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        File.WriteAllText(publicPart, certificate.ExportCertificatePem());
        File.WriteAllText(privatePart, key.ExportPkcs8PrivateKeyPem());
        return (publicPart, privatePart);
    }
}
