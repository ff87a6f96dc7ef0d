using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Layout;

/// <summary>Which addresses have a page. Navigation and palette show only those: what is not built is not promised.</summary>
public sealed class KnownPages
{
    private readonly HashSet<string> templates;

    public KnownPages() : this(typeof(KnownPages).Assembly.GetTypes())
    {
    }

    // Not public: the container would choose it, and hand it no types.
    internal KnownPages(IEnumerable<Type> types) => templates = types
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
        .Select(route => route.Template.Trim('/'))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address without parameters has a page.</summary>
    public bool Has(string url) => templates.Contains(url == Urls.Home ? "" : url.Split('?')[0]);
}
