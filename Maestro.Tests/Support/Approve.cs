using System.Runtime.CompilerServices;

namespace Maestro.Tests.Support;

/// <summary>
/// Compares a text with the approved one beside the test. What differs is written next to it as <c>*.received.txt</c>:
/// look at the difference and, where it is meant, move it over the approved file in the same commit.
/// </summary>
internal static class Approve
{
    internal static void Text(string actual, string name, [CallerFilePath] string caller = "")
    {
        // The path of the source is known on the machine that built the tests; elsewhere the copy beside the assembly is read.
        var folder = Path.GetDirectoryName(caller)!;
        var copy = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(folder));
        var approved = new[] { folder, copy }.Select(place => Path.Combine(place, $"{name}.approved.txt")).FirstOrDefault(File.Exists);
        var expected = approved is null ? "" : Unix(File.ReadAllText(approved));
        actual = Unix(actual);
        if (actual == expected)
            return;
        var received = Path.Combine(Directory.Exists(folder) ? folder : AppContext.BaseDirectory, $"{name}.received.txt");
        File.WriteAllText(received, actual);
        Assert.Fail($"{name} differs from what was approved; first in line {FirstDifference(expected, actual)}. What came out: {received}");
    }

    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() + "\n";

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(line => left.ElementAtOrDefault(line) != right.ElementAtOrDefault(line));
        return $"{at + 1}: approved \"{left.ElementAtOrDefault(at)}\", got \"{right.ElementAtOrDefault(at)}\"";
    }
}
