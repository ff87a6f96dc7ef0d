using Maestro.Modules.Kinds;
using Microsoft.Extensions.Primitives;

namespace Maestro.Modules.Inventory;

/// <summary>The grammar of lists: what stands in a URL, a saved view and an API call alike.</summary>
public interface IQueries
{
    /// <summary>Reads URL parameters. Throws <see cref="Kernel.Problem"/> (malformed) naming what it does not know.</summary>
    Query Read(Kind kind, IEnumerable<KeyValuePair<string, StringValues>> parameters);

    /// <summary>Reads one filter parameter, such as <c>os__dist__ic</c>.</summary>
    Filter.Test Test(Kind kind, string name, IReadOnlyList<string> values);

    /// <summary>Paths that a list may be ordered by.</summary>
    IReadOnlyList<string> Orderable(Kind kind);

    /// <summary>Parameters that are no filters: limit, ordering, q …</summary>
    IReadOnlyCollection<string> Reserved { get; }
}
