using System.Text.Json;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Discovery.Providers.Terraform;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery;

/// <summary>Each resource that reads files has a fixture and approved drafts; a new one without fails here by name.</summary>
public sealed class EveryResourceTests
{
    private const string Secret = "s3cr3t-never-keep-me";
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Discovery", "Fixtures");
    private static readonly Catalogue Kinds = new();
    private static readonly string[] Files = [.. Plugs.InstancesOf<FileProvider>().Select(provider => provider.Name)];

    public static TheoryData<string> Names() => [.. All().Select(resource => resource.Name).Order(StringComparer.Ordinal)];

    private static IEnumerable<Resource> All() => Plugs.InstancesOf<Resource>().Where(resource => Files.Contains(resource.Provider));

    private static Resource Of(string name) => All().Single(resource => resource.Name == name);

    // A fixture of its own, else the one that all resources of its provider read.
    private static string FolderOf(string name)
    {
        var folder = Path.Combine(Fixtures, name);
        folder = Directory.Exists(folder) ? folder : Path.Combine(Fixtures, name.Split('.')[0]);
        Assert.True(Directory.Exists(folder), $"{name} has no fixture: put a file into Discovery/Fixtures/{name}/");
        return folder;
    }

    private static IEnumerable<string> FilesOf(string name) =>
        Directory.GetFiles(FolderOf(name)).Where(file => !file.Contains(".approved.", StringComparison.Ordinal) && !file.Contains(".received.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task<List<Translated>> ReadAsync(string name)
    {
        var all = new List<Translated>();
        foreach (var file in FilesOf(name))
            all.AddRange(await Reading.TranslateAsync(Of(name), Path.GetFileName(file), await File.ReadAllBytesAsync(file)));
        return all;
    }

    [Fact]
    public void No_two_resources_share_a_name() => Assert.Empty(All().GroupBy(resource => resource.Name).Where(group => group.Count() > 1).Select(group => group.Key));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_translates_as_approved(string name)
    {
        var read = await ReadAsync(name);
        Assert.All(read, one => Assert.Null(one.Problem));
        var drafts = read.Select(one => one.Draft).OfType<Maestro.Modules.Inventory.Draft>().ToList();
        Assert.NotEmpty(drafts);
        Approve.Text(Reading.Print(drafts), $"Drafts/{name}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_drafts_hold_only_what_their_Kind_declares(string name)
    {
        var options = Options();
        foreach (var draft in (await ReadAsync(name)).Select(one => one.Draft).OfType<Maestro.Modules.Inventory.Draft>())
        {
            var kind = draft.Fields["family"].Text() is { } family && Kinds.OfFamily(Kinds.Get(draft.Kind).Root, family) is { } named ? named : Kinds.Get(draft.Kind);
            var checking = new Checking(list => options.GetValueOrDefault(list), Tolerant: true);
            foreach (var (field, value) in draft.Fields.Where(pair => pair.Key != "family"))
            {
                Assert.True(kind.Find(field) is not null, $"{draft.Label}: {kind.Name} has no field {field}");
                kind.Find(field)!.Type.Check(value!, field, checking);
            }

            Assert.True(checking.Errors.Count == 0, $"{draft.Label}: {string.Join("; ", checking.Errors.Select(error => $"{error.Key} {error.Value[0]}"))}");
            Assert.DoesNotContain("status", checking.Warnings.Keys);
            Assert.DoesNotContain("datacenters.type", checking.Warnings.Keys);
            if (draft.Errors.Count == 0)
                Assert.NotNull(draft.Fields["name"]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_says_the_same_twice_and_keeps_no_secret(string name)
    {
        var first = Reading.Print((await ReadAsync(name)).Select(one => one.Draft).OfType<Maestro.Modules.Inventory.Draft>());
        var second = Reading.Print((await ReadAsync(name)).Select(one => one.Draft).OfType<Maestro.Modules.Inventory.Draft>());
        Assert.Equal(first, second);
        Assert.DoesNotContain(Secret, first, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_declaration_is_whole(string name)
    {
        var resource = Of(name);
        Assert.StartsWith(resource.Provider + ".", resource.Name, StringComparison.Ordinal);
        Assert.True(resource.Kind.Length == 0 || Kinds.Find(resource.Kind)?.Name == resource.Kind, $"there is no Kind {resource.Kind}");
        Assert.EndsWith("-list", resource.Task, StringComparison.Ordinal);
        Assert.True(resource.Docs.StartsWith("https://", StringComparison.Ordinal) || resource.Docs.StartsWith('/'), resource.Docs);
        if (resource is not IStateResource state)
            return;
        var fixture = string.Concat(FilesOf(name).Select(File.ReadAllText));
        Assert.All(state.Types, type => Assert.Contains($"\"{type}\"", fixture, StringComparison.Ordinal));
    }

    internal static Dictionary<string, List<string>> Options()
    {
        using var stream = typeof(Kind).Assembly.GetManifestResourceStream(typeof(Kind).Assembly.GetManifestResourceNames().Single(name => name.EndsWith("Reference.options.json", StringComparison.Ordinal)))!;
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.GetProperty("records").EnumerateArray().ToDictionary(
            row => row.GetProperty("key").GetString()!,
            row => row.GetProperty("values").EnumerateArray().Select(value => value.GetString()!).ToList());
    }
}
