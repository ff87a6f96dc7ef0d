using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery;

/// <summary>What one listing of a resource covers.</summary>
public enum ScopeKind
{
    /// <summary>Everything the session sees: a file, an account.</summary>
    Whole,

    /// <summary>One region of an account.</summary>
    Region,

    /// <summary>One project or subscription of an account.</summary>
    Project,
}

/// <summary>The part of a source that one listing covers. Only a scope that was listed completely may retire what it does not hold.</summary>
/// <param name="Account">Account, subscription or lineage.</param>
/// <param name="Part">Region or project within it; empty for all of it.</param>
public sealed record Scope(string Account, string Part = "")
{
    /// <summary>How drafts and plans call this scope of a resource.</summary>
    public string Of(Resource resource) => Part.Length == 0 ? $"{Account}/{resource.Name}" : $"{Account}/{Part}/{resource.Name}";
}

/// <summary>One object of a source after translation: its drafts, or why it could not be read.</summary>
/// <param name="Label">Names the object in messages.</param>
/// <param name="Draft">What it became; null for one that the source itself calls gone.</param>
/// <param name="Problem">Why it could not be translated, or null.</param>
public readonly record struct Translated(string Label, Draft? Draft, Problem? Problem);

/// <summary>
/// One object type at a provider, in one file: declaration, list, translate. Found by scan. Retry, pace, upsert and
/// "gone" belong to the engine; a coverage page and the least-privilege policy are read from the declaration.
/// </summary>
[Plug]
public abstract class Resource
{
    /// <summary>Stable name, led by the provider's: <c>terraform.aws_instance</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Singular name of the Kind it becomes, or empty where each object says so itself.</summary>
    public abstract string Kind { get; }

    /// <summary>Task it runs under: <c>server-list</c>.</summary>
    public abstract string Task { get; }

    /// <summary>The vendor's page about it.</summary>
    public abstract string Docs { get; }

    /// <summary>What one listing covers.</summary>
    public virtual ScopeKind ScopeKind => ScopeKind.Whole;

    /// <summary>What the credentials must allow, in the vendor's words: <c>ec2:DescribeInstances</c>.</summary>
    public virtual IReadOnlyList<string> Permissions => [];

    /// <summary>Error codes that mean "there is no such thing here": the scope is skipped, nothing fails.</summary>
    public virtual IReadOnlyList<string> NotAvailable => [];

    /// <summary>Name of the provider.</summary>
    public string Provider => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Lists a scope and translates what it yields; an object that cannot be read spoils itself only.</summary>
    internal abstract IAsyncEnumerable<Translated> ReadAsync(object session, Scope scope, CancellationToken cancel);
}

/// <summary>A resource of sessions of one type, listing objects of one type.</summary>
/// <typeparam name="TSession">What the provider opened: an API client, a parsed file.</typeparam>
/// <typeparam name="TItem">The vendor's own object.</typeparam>
public abstract class Resource<TSession, TItem> : Resource
    where TSession : class
{
    /// <summary>Yields the vendor's objects, page after page. No retry, no reshaping, no logging; raises if it cannot finish.</summary>
    public abstract IAsyncEnumerable<TItem> ListAsync(TSession session, Scope scope, CancellationToken cancel);

    /// <summary>
    /// Makes one object a draft; pure. What must be there is read so that its absence throws a <see cref="Problem"/>;
    /// what may be missing becomes null. Null for an object that is gone. References are external ids.
    /// </summary>
    public abstract Draft? Translate(TItem item, Scope scope);

    /// <summary>Names an object in messages.</summary>
    protected virtual string Label(TItem item) => Name;

    internal sealed override async IAsyncEnumerable<Translated> ReadAsync(object session, Scope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in ListAsync((TSession)session, scope, cancel))
            yield return Try(item, scope);
    }

    /// <summary>What the vendor said word for word, without secrets; kept beside what was made of it. Null keeps nothing.</summary>
    protected virtual System.Text.Json.Nodes.JsonNode? Raw(TItem item) => null;

    private Translated Try(TItem item, Scope scope)
    {
        try
        {
            var draft = Translate(item, scope);
            if (draft is not null)
                draft.Raw ??= Raw(item);
            return new(Label(item), draft, null);
        }
        catch (Problem problem)
        {
            return new(Label(item), null, problem);
        }
    }
}
