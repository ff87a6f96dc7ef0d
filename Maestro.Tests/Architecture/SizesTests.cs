using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Maestro.Tests.Architecture;

/// <summary>What the sources say beside what they compile to: how large a file may be (house.md 2.11), and which numbers must differ.</summary>
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

    [Fact]
    public void No_two_advisory_locks_share_a_number()
    {
        var modules = Path.Combine(Root(), "Maestro.Modules");
        if (!Directory.Exists(modules))
            Assert.Skip("The sources are not on this machine.");
        var numbers = Directory.EnumerateFiles(modules, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "0x4D41_4553_5452_4F[0-9A-F]{2}").Select(match => match.Value)).ToList();
        Assert.Equal(["0x4D41_4553_5452_4F01", "0x4D41_4553_5452_4F02", "0x4D41_4553_5452_4F03", "0x4D41_4553_5452_4F04"], numbers.Order(StringComparer.Ordinal));
    }

    private static int Count(string file) => File.ReadLines(file).Count();

    // The code block of a component counts as code.
    private static int Markup(string file) => File.ReadLines(file).TakeWhile(line => !line.StartsWith("@code", StringComparison.Ordinal)).Count();

    private static string Root([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
