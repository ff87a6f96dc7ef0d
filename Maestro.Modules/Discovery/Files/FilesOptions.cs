using System.ComponentModel.DataAnnotations;

namespace Maestro.Modules.Discovery.Files;

/// <summary>Limits on what an upload may hold; section <c>Discovery:Files</c>.</summary>
internal sealed class FilesOptions
{
    internal const string Section = "Discovery:Files";

    /// <summary>Largest file, as sent and after unpacking.</summary>
    [Range(1, 2_000_000_000)]
    public long MaxFileBytes { get; set; } = 100_000_000;

    /// <summary>Files up to this size are read while the sender waits, larger ones by a run.</summary>
    [Range(0, 2_000_000_000)]
    public long MaxDirectBytes { get; set; } = 20_000_000;

    /// <summary>Most that all files of an upload may come to, unpacked.</summary>
    [Range(1, 100_000_000_000)]
    public long MaxUnpackedBytes { get; set; } = 1_000_000_000;

    /// <summary>Most entries of an archive.</summary>
    [Range(1, 1_000_000)]
    public int MaxEntries { get; set; } = 20_000;

    /// <summary>Deepest nesting of JSON.</summary>
    [Range(2, 1000)]
    public int MaxDepth { get; set; } = 64;

    /// <summary>How many times larger than the archive its contents may be; judged beyond <see cref="RatioFloorBytes"/>.</summary>
    [Range(2, 10_000)]
    public int MaxRatio { get; set; } = 200;

    /// <summary>Contents up to this size are never judged by their ratio.</summary>
    [Range(0, 1_000_000_000)]
    public long RatioFloorBytes { get; set; } = 32_000_000;
}
