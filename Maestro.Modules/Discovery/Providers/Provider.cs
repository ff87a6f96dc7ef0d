using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>A way to reach a provider: <c>upload</c>, <c>keys</c>.</summary>
/// <param name="Name">Stable name, as connections store it.</param>
/// <param name="Label">For people.</param>
internal sealed record Method(string Name, string Label);

/// <summary>Where records come from: a cloud, or a sort of file. A folder with this class and its resources; found by scan.</summary>
[Plug]
internal abstract class Provider
{
    /// <summary>Stable name: <c>terraform</c>. Its resources' names begin with it.</summary>
    public abstract string Name { get; }

    /// <summary>For people: "Terraform".</summary>
    public abstract string Label { get; }

    /// <summary>Ways to reach it.</summary>
    public abstract IReadOnlyList<Method> Methods { get; }

    /// <summary>Its object types, in stable order.</summary>
    public IReadOnlyList<Resource> Resources => field ??= [.. Plugs.InstancesOf<Resource>().Where(resource => resource.Provider == Name).OrderBy(resource => resource.Name, StringComparer.Ordinal)];
}
