using Maestro.Modules.Discovery.Files;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>A provider whose session is a parsed document: an upload, or files fetched by SSH or from S3.</summary>
internal abstract class FileProvider : Provider
{
    public override IReadOnlyList<Method> Methods { get; } = [new("upload", "Upload"), new("ssh", "SSH"), new("s3", "S3 bucket")];

    /// <summary>True where unknown option values are kept with a warning: machines wrote the file, not people.</summary>
    public virtual bool Tolerant => true;

    /// <summary>
    /// Makes a session of one document, or null when it holds nothing to read, having said why. Throws
    /// <see cref="Kernel.Problem"/> when the document is of another sort altogether.
    /// </summary>
    public abstract FileSession? Open(Document document, Notes notes);
}

/// <summary>What a document was opened as.</summary>
/// <param name="Session">What the resources read.</param>
/// <param name="Scope">Whose word it is.</param>
/// <param name="Lineage">What the file says it is a state of.</param>
/// <param name="Serial">Which of several states of one lineage is newest.</param>
/// <param name="Whole">True when the file is the whole truth about its lineage: what it does not name is gone.</param>
internal sealed record FileSession(object Session, Scope Scope, string? Lineage = null, long Serial = 0, bool Whole = false);

/// <summary>Collects what is worth knowing, counting repetitions.</summary>
internal sealed class Notes
{
    private readonly Dictionary<(string Subject, string Message), int> counts = [];
    private readonly List<(string Subject, string Message)> order = [];

    public void Add(string subject, string message, int count = 1)
    {
        if (counts.TryAdd((subject, message), count))
            order.Add((subject, message));
        else
            counts[(subject, message)] += count;
    }

    public IReadOnlyList<ImportNote> All => [.. order.Select(one => new ImportNote(one.Subject, one.Message, counts[one]))];
}
