using System.Runtime.CompilerServices;

namespace Maestro.Tests.Architecture;

/// <summary>How large a file may be (house.md 2.11).</summary>
public sealed class SizesTests
{
    /// <summary>Larger files, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exempt = [];

    [Fact]
    public void No_source_file_has_more_than_500_lines_and_no_page_more_than_150()
    {
        var root = Root();
        if (!File.Exists(Path.Combine(root, "Maestro.sln")))
            Assert.Skip("The sources are not on this machine.");
        var large = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetRelativePath(root, file), Lines: file.EndsWith(".cs", StringComparison.Ordinal) ? Count(file) - 500 : file.EndsWith(".razor", StringComparison.Ordinal) ? Markup(file) - 150 : 0))
            .Where(file => file.Lines > 0 && !Exempt.ContainsKey(file.Name))
            .Select(file => file.Name);
        Assert.Empty(large);
    }

    private static int Count(string file) => File.ReadLines(file).Count();

    // The code block of a component counts as code.
    private static int Markup(string file) => File.ReadLines(file).TakeWhile(line => !line.StartsWith("@code", StringComparison.Ordinal)).Count();

    private static string Root([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
