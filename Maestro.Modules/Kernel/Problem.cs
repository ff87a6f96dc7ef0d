namespace Maestro.Modules.Kernel;

/// <summary>The sort of an expected failure; each has one HTTP status.</summary>
public enum ProblemKind
{
    /// <summary>400: the request cannot be understood.</summary>
    Malformed = 400,

    /// <summary>401: nobody is signed in.</summary>
    SignedOut = 401,

    /// <summary>403: seen, but not allowed.</summary>
    Denied = 403,

    /// <summary>404: not there, or not readable, which is the same answer.</summary>
    Missing = 404,

    /// <summary>409: it contradicts what is there.</summary>
    Conflict = 409,

    /// <summary>412: the record has moved since it was read.</summary>
    Stale = 412,

    /// <summary>413: too large.</summary>
    TooLarge = 413,

    /// <summary>422: understood, but fields are wrong.</summary>
    Invalid = 422,

    /// <summary>429: too often.</summary>
    TooMany = 429,

    /// <summary>503: something needed is not there right now.</summary>
    Unavailable = 503,
}

/// <summary>
/// The one expected failure. Its message tells a person what is wrong, where, and what to do; it is translated at two
/// edges only (API: problem details, UI: message). Everything else is a bug and bubbles.
/// </summary>
public sealed class Problem : Exception
{
    public Problem(ProblemKind kind, string message, IReadOnlyDictionary<string, string[]>? errors = null, Exception? cause = null)
        : base(message, cause)
    {
        Kind = kind;
        Errors = errors ?? new Dictionary<string, string[]>();
    }

    public ProblemKind Kind { get; }

    /// <summary>Messages per field path; empty where no field is to blame.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Problem Malformed(string message) => new(ProblemKind.Malformed, message);

    public static Problem Denied(string message) => new(ProblemKind.Denied, message);

    public static Problem Missing(string what) => new(ProblemKind.Missing, $"{what} does not exist, or you may not see it.");

    public static Problem Conflict(string message, IReadOnlyDictionary<string, string[]>? errors = null) => new(ProblemKind.Conflict, message, errors);

    public static Problem Stale() => new(ProblemKind.Stale, "The record has changed since you read it. Read it again and repeat your change.");

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(ProblemKind.Invalid, errors.Count == 1 ? $"{errors.First().Key}: {errors.First().Value[0]}" : $"{errors.Count} fields are not valid.", errors);

    public static Problem Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });
}
