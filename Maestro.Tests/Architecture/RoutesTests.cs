using System.Reflection;
using Maestro.Web;
using Microsoft.AspNetCore.Components;

namespace Maestro.Tests.Architecture;

/// <summary>Pages share one table of routes; two of one address break every page.</summary>
public sealed class RoutesTests
{
    [Fact]
    public void No_two_pages_have_one_address()
    {
        var routes = typeof(Urls).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => route.Template));
        Assert.Empty(routes.GroupBy(route => route, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));
    }
}
