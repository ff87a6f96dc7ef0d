using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Maestro.Tests.Architecture;

/// <summary>The rule of modules as a function: which types break it, below which root namespace, by which table.</summary>
internal static class Boundaries
{
    /// <summary>Dependencies from one module into another that the table does not allow, or that reach what is not public.</summary>
    internal static List<string> Broken(Assembly assembly, string root, IReadOnlyDictionary<string, string[]> mayCall, IReadOnlyCollection<string> open)
    {
        var architecture = new ArchLoader().LoadAssemblies(assembly).Build();
        var visible = assembly.GetTypes().ToDictionary(type => type.FullName!.Replace('+', '/'), Visible);
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in architecture.Types.Where(type => Module(type.FullName, root) is not null))
        {
            var from = Module(type.FullName, root)!;
            foreach (var target in type.Dependencies.Select(dependency => dependency.Target).Where(target => Module(target.FullName, root) is not null))
            {
                var to = Module(target.FullName, root)!;
                if (from == to || open.Contains(to))
                    continue;
                if (!mayCall.GetValueOrDefault(from, []).Contains(to))
                    broken.Add($"{Short(type.FullName, root)} may not call {to} ({Short(target.FullName, root)})");
                else if (visible.TryGetValue(target.FullName.Replace('+', '/'), out var isPublic) && !isPublic)
                    broken.Add($"{Short(type.FullName, root)} reaches inside {to} ({Short(target.FullName, root)})");
            }
        }

        return [.. broken];
    }

    /// <summary>Public types below a module's root: inside, where nothing is public.</summary>
    internal static List<string> Leaking(Assembly assembly, string root, IReadOnlyCollection<string> open) =>
        [.. assembly.GetTypes()
            .Where(type => Visible(type) && !type.IsNested && Module(type.FullName!, root) is { } module && !open.Contains(module) && type.Namespace != $"{root}.{module}")
            .Select(type => Short(type.FullName!, root)).Order(StringComparer.Ordinal)];

    /// <summary>True when the table has no way from a module back to itself.</summary>
    internal static bool IsAcyclic(IReadOnlyDictionary<string, string[]> mayCall)
    {
        bool Reaches(string from, string target, HashSet<string> seen) =>
            mayCall.GetValueOrDefault(from, []).Any(next => next == target || (seen.Add(next) && Reaches(next, target, seen)));
        return !mayCall.Keys.Any(module => Reaches(module, module, []));
    }

    private static bool Visible(System.Type type) => type.IsNested ? type.IsNestedPublic && Visible(type.DeclaringType!) : type.IsPublic;

    private static string? Module(string fullName, string root) =>
        fullName.StartsWith(root + ".", StringComparison.Ordinal) && fullName[(root.Length + 1)..].Split('.') is { Length: > 1 } parts ? parts[0] : null;

    private static string Short(string fullName, string root) => fullName[(root.Length + 1)..].Split('/', '+', '`')[0];
}
