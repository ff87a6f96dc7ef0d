using Maestro.Modules.Discovery.Files;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>A provider whose session is a parsed document: an upload, or files fetched by SSH or from S3.</summary>
internal abstract class FileProvider : Provider
{
    /// <summary>Name of the method by which nothing is fetched.</summary>
    internal const string Upload = "upload";

    /// <summary>How files are fetched, or that they are uploaded.</summary>
    public override IReadOnlyList<Method> Methods { get; } =
    [
        new(Upload, "Upload")
        {
            Steps =
            [
                "Make the connection, then upload files on its page, or let a script send them to /api/v1/connections/{id}/upload.",
                "What is uploaded is written at once, as its owner, without a plan to review; for that use Import.",
                "Nothing goes missing because a file leaves it out, except what a Terraform state of the same lineage named before.",
            ],
        },
        new("ssh", "SSH")
        {
            Fields =
            [
                new("host", "Host") { Help = "Name or address of the machine that the files lie on." },
                new("port", "Port") { Required = false, Default = "22", Help = "Port of its SSH server." },
                new("user", "User") { Help = "Who signs in there; reading the folder is enough." },
                new("key", "Private key") { Secret = true, Required = false, Lines = true, Help = "Ed25519, ECDSA or RSA, in OpenSSH or PEM form. Leave it out to sign in with a password.", Placeholder = "-----BEGIN OPENSSH PRIVATE KEY-----" },
                new("passphrase", "Passphrase of the key") { Secret = true, Required = false, Help = "Where the key has one." },
                new("password", "Password") { Secret = true, Required = false, Help = "Where there is no key." },
                new("path", "Folder") { Help = "Every file below it is read; hidden and temporary ones are left out.", Placeholder = "/opt/ansible-facts" },
            ],
            Steps =
            [
                "On the machine that the files lie on, make a user that may read the folder and nothing else.",
                "Make a key pair with ssh-keygen -t ed25519 and add the public half to that user's authorized_keys.",
                "Paste the private half here. The machine's own key is pinned when it is first seen; one that differs later is refused.",
            ],
            Docs = "https://man.openbsd.org/ssh-keygen",
        },
        new("s3", "S3 bucket")
        {
            Fields =
            [
                new("bucket", "Bucket") { Help = "Name of the bucket." },
                new("path", "Prefix") { Required = false, Help = "Only files whose key begins with this; empty for the whole bucket.", Placeholder = "states/" },
                new("region", "Region") { Required = false, Default = "us-east-1", Help = "Region of the bucket." },
                new("access", "Access key ID") { Help = "Of a user that may list the bucket and get its objects." },
                new("secret", "Secret access key") { Secret = true },
            ],
            Steps =
            [
                "Make a user with the policy beside: listing the bucket and getting its objects is enough.",
                "Make an access key for it and paste both halves here.",
                "For a store that is not Amazon's, give its address as the endpoint; buckets are named in the path.",
            ],
            Docs = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-iam.html",
        },
    ];

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
internal sealed record FileSession(object Session, Scope Scope, string? Lineage = null, long Serial = 0, bool Whole = false)
{
    /// <summary>Whether something that a resource would have read was skipped, having said why: it is still there. Null where nothing was.</summary>
    public Func<Resource, bool>? Unread { get; init; }
}

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
