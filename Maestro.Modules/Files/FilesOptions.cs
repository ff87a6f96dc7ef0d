using System.Net;
using Maestro.Modules.Access;

namespace Maestro.Modules.Files;

/// <summary>Settings of the section <c>Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>Where new files go: <c>Local</c> or <c>S3</c>. Older ones stay readable where they lie.</summary>
    public string Store { get; set; } = "Local";

    /// <summary>Folder of the local store.</summary>
    public string Folder { get; set; } = "";

    /// <summary>An S3-compatible store.</summary>
    public S3Options S3 { get; set; } = new();

    internal bool UsesS3 => Store.Equals("S3", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with the settings, each with the key's name.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!UsesS3 && !Store.Equals("Local", StringComparison.OrdinalIgnoreCase))
            yield return $"Files:Store must be Local or S3; it is '{Store}'.";
        if (S3.Endpoint.Length > 0 && (!Uri.TryCreate(S3.Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0))
            yield return "Files:S3:Endpoint must be an http or https address.";
        else if (S3.Endpoint.Length > 0 && IPAddress.TryParse(new Uri(S3.Endpoint).Host.Trim('[', ']'), out var ip) && !Outgoing.IsAllowed(ip, loopback: true))
            yield return "Files:S3:Endpoint must not be a link-local or metadata address: that is where clouds keep their machines' credentials.";
        if (!UsesS3)
            yield break;
        if (S3.Bucket.Length == 0)
            yield return "Files:S3:Bucket must be set where Files:Store is S3.";
        if (S3.AccessKey.Length == 0)
            yield return "Files:S3:AccessKey must be set where Files:Store is S3.";
        if (S3.SecretKey.Length == 0)
            yield return "Files:S3:SecretKey must be set where Files:Store is S3.";
        if (S3.Region.Length == 0 && S3.Endpoint.Length == 0)
            yield return "Files:S3:Region must be set where Files:Store is S3 and Files:S3:Endpoint is not.";
    }
}

/// <summary>Settings of the section <c>Files:S3</c>.</summary>
public sealed class S3Options
{
    /// <summary>Address of a store that is not Amazon's; its buckets are named in the path.</summary>
    public string Endpoint { get; set; } = "";

    public string Region { get; set; } = "";

    public string Bucket { get; set; } = "";

    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    internal bool IsSet => AccessKey.Length > 0 && SecretKey.Length > 0;
}
