using System.Reflection;

namespace Maestro.Modules.Kernel;

/// <summary>
/// Marks a base type whose implementations are found by scan: a new module, Kind, field type or resource is one file,
/// and nothing registers it. <see cref="Plugs"/> is the one scan.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class PlugAttribute : Attribute;

/// <summary>Finds the implementations of a plug in this assembly.</summary>
public static class Plugs
{
    /// <summary>All concrete types that implement <typeparamref name="T"/>, ordered by full name so that every start sees the same order.</summary>
    public static IReadOnlyList<Type> TypesOf<T>() =>
        [.. typeof(Plugs).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && typeof(T).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>One instance of every implementation that has a parameterless constructor.</summary>
    public static IReadOnlyList<T> InstancesOf<T>() =>
        [.. TypesOf<T>()
            .Where(type => type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is not null)
            .Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!)];
}
