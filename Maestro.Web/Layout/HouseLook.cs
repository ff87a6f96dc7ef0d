using System.Security.Cryptography;
using Maestro.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Maestro.Web.Layout;

/// <summary>What the house set for everybody (section <c>Look</c>): the accent of who chose none, and a logo in the place of Maestro's.</summary>
public sealed class HouseLook
{
    private const int LargestLogo = 1024 * 1024;
    private readonly LogoFile? file;

    private HouseLook(string accent, string? address, LogoFile? file) => (Accent, LogoAddress, this.file) = (accent, address, file);

    /// <summary>One of <see cref="Look.Accents"/>.</summary>
    public string Accent { get; }

    /// <summary>Where the logo is, or null: then Maestro's own is shown. A file has its digest in the address, so that browsers may keep it.</summary>
    public string? LogoAddress { get; }

    /// <summary>A house that has set nothing.</summary>
    public static HouseLook None { get; } = new(Look.Default.Accent, null, null);

    /// <summary>Reads the settings; one that cannot be used (<see cref="Faults"/>) counts as not set.</summary>
    public static HouseLook Of(IConfiguration settings)
    {
        var accent = Look.Accents.FirstOrDefault(one => one.Equals(settings["Look:Theme"], StringComparison.OrdinalIgnoreCase)) ?? Look.Default.Accent;
        return settings["Look:Logo"] is not { Length: > 0 } logo ? new(accent, null, null)
            : Find(settings, logo) is { } path ? Read(path).File is { } file ? new(accent, file.Address, file) : new(accent, null, null)
            : new(accent, IsPath(logo) ? logo : null, null);
    }

    /// <summary>What is wrong with the settings, each with its name.</summary>
    public static IEnumerable<string> Faults(IConfiguration settings)
    {
        if (settings["Look:Theme"] is { Length: > 0 } theme && !Look.Accents.Contains(theme, StringComparer.OrdinalIgnoreCase))
            yield return $"Look:Theme must be one of {string.Join(", ", Look.Accents)}; it is '{theme}'.";
        if (settings["Look:Logo"] is not { Length: > 0 } logo)
            yield break;
        if (Find(settings, logo) is { } path)
        {
            if (Read(path).Fault is { } fault)
                yield return $"Look:Logo cannot be used: {fault}";
        }
        else if (!IsPath(logo))
            yield return $"Look:Logo must be a file in the data folder or a path on this server such as /static/logo.png; '{logo}' is neither.";
    }

    /// <summary>Serves the file, for an <c>img</c> only: opened by itself an SVG runs nothing and loads nothing.</summary>
    internal void Map(WebApplication app)
    {
        if (file is null)
            return;
        app.MapGet("/logo/{digest}", Results<FileContentHttpResult, NotFound> (string digest, HttpContext http) =>
        {
            if (digest != file.Digest)
                return TypedResults.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return TypedResults.File(file.Content, file.Type, entityTag: new EntityTagHeaderValue($"\"{file.Digest}\""));
        }).AllowAnonymous().WithMetadata(new ContentPolicy("default-src 'none'; style-src 'unsafe-inline'; sandbox")).ExcludeFromDescription();
    }

    // A file that is named outside the data folder, or beside its keys, does not exist.
    private static string? Find(IConfiguration settings, string logo)
    {
        var data = DataFolder.Of(settings);
        var path = Path.GetFullPath(Path.Combine(data.Root, logo));
        var closed = new[] { data.Keys, data.Cluster }.Any(folder => IsBelow(path, folder));
        return IsBelow(path, data.Root) && !closed && File.Exists(path) ? path : null;
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static bool IsPath(string logo) => logo.StartsWith('/') && !logo.StartsWith("//", StringComparison.Ordinal) && !logo.Contains('\\');

    private static (LogoFile? File, string? Fault) Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestLogo)
                return (null, "the file is larger than 1 MB.");
            var content = File.ReadAllBytes(path);
            return ImageType.Of(content) is { } type
                ? (new(Convert.ToHexStringLower(SHA256.HashData(content))[..16], type, content), null)
                : (null, "the file is no PNG, JPEG, GIF, WebP or SVG image.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, error.Message);
        }
    }

    private sealed record LogoFile(string Digest, string Type, byte[] Content)
    {
        public string Address => $"logo/{Digest}";
    }
}
