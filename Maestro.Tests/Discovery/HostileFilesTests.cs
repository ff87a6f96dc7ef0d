using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery;

/// <summary>Whatever somebody uploads: a clear refusal that names the place, and never more memory than the limits.</summary>
public sealed class HostileFilesTests
{
    private const string Good = """{"ansible_facts": {"ansible_nodename": "web1", "ansible_system": "Linux"}}""";

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"b\": oops\n}", "\"web1.json\" is not valid JSON in line 3, column 8: ")]
    [InlineData("{\"a\": 1,}", "\"web1.json\" is not valid JSON in line 1, column 9: ")]
    [InlineData("{\"a\": 1} what", "\"web1.json\" is not valid JSON in line 1, column 10: ")]
    [InlineData("hello\nworld", "\"web1.json\" is not JSON: line 1, column 1 begins with \"hello\".")]
    [InlineData("{\"é\": [1, 2", "\"web1.json\" breaks off in line 1, column 12: it has been cut short.")]
    [InlineData("{\"a\": \"\\ud800\"}", "\"web1.json\" holds half of a Unicode character in line 1, column 7.")]
    [InlineData("", "\"web1.json\" is empty.")]
    [InlineData(" \r\n\t ", "\"web1.json\" is empty.")]
    public async Task A_broken_file_is_refused_with_its_line_and_column(string text, string message)
    {
        var problem = await Reading.RefusedAsync("web1.json", Reading.Utf8(text));
        Assert.Equal(ProblemKind.Malformed, problem.Kind);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_short_at_any_byte_is_refused_as_cut_short()
    {
        var whole = Reading.Utf8("""{"ansible_facts": {"a": [1, 2.5, true, null, "tëxt \u00e9 \"q\""], "b": {"c": -1e3}}, "changed": false}""");
        for (var length = 1; length < whole.Length; length++)
        {
            var problem = await Reading.RefusedAsync("web1.json", whole[..length]);
            Assert.Equal(ProblemKind.Malformed, problem.Kind);
            Assert.True(problem.Message.Contains("it has been cut short", StringComparison.Ordinal) || problem.Message.Contains("another encoding", StringComparison.Ordinal), $"{length}: {problem.Message}");
        }
    }

    [Fact]
    public async Task A_binary_file_is_refused_by_what_it_is()
    {
        Assert.StartsWith("\"x\" is a picture.", (await Reading.RefusedAsync("x", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])).Message, StringComparison.Ordinal);
        Assert.StartsWith("\"x\" is a bzip2 archive.", (await Reading.RefusedAsync("x", "BZh91AY"u8.ToArray())).Message, StringComparison.Ordinal);
        Assert.StartsWith("\"x\" is binary, or text in another encoding than UTF-8: line 1, column 3 ", (await Reading.RefusedAsync("x", [0x7B, 0x22, 0x00, 0x22])).Message, StringComparison.Ordinal);
        Assert.StartsWith("\"x\" is binary, or text in another encoding than UTF-8: line 1, column 7 ", (await Reading.RefusedAsync("x", [.. "{\"a\":\""u8, 0xE9, .. "\"}"u8])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_deep_nesting_is_refused_and_the_limit_itself_is_not()
    {
        var problem = await Reading.RefusedAsync("deep.json", Reading.Utf8(new string('[', 100_000)));
        Assert.StartsWith("\"deep.json\" is nested deeper than 64 levels in line 1, column 65", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("deep.json", Reading.Utf8(new string('[', 64) + new string(']', 64))));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_too_large_before_it_is_parsed()
    {
        var limits = new FilesOptions { MaxFileBytes = 1_000 };
        var problem = await Reading.RefusedAsync("big.json", Reading.Utf8("{\"a\": \"" + new string('x', 2_000) + "\"}"), limits);
        Assert.Equal((ProblemKind.TooLarge, "\"big.json\" is larger than 1 kB."), (problem.Kind, problem.Message));
        problem = await Reading.RefusedAsync("big.json.gz", Gzip(Reading.Utf8("{\"a\": \"" + new string('x', 2_000) + "\"}")), limits);
        Assert.Equal((ProblemKind.TooLarge, "\"big.json.gz\" is larger than 1 kB."), (problem.Kind, problem.Message));
        problem = await Reading.RefusedAsync("big.zip", Zip(("a.json", new string(' ', 2_000) + "{}")), limits);
        Assert.Equal((ProblemKind.TooLarge, "\"a.json\" is larger than 1 kB."), (problem.Kind, problem.Message));
    }

    [Fact]
    public async Task A_stream_without_end_is_stopped_at_the_limit()
    {
        var problem = await Assert.ThrowsAsync<Problem>(async () =>
        {
            await foreach (var document in Reading.Uploads(new FilesOptions { MaxFileBytes = 3_000_000 }).ReadAsync(new ImportFile("endless", new Endless()), new Notes(), new Unpacked(), default))
                document.Dispose();
        });
        Assert.Equal((ProblemKind.TooLarge, "\"endless\" is larger than 3 MB."), (problem.Kind, problem.Message));
    }

    [Fact]
    public async Task A_zip_bomb_is_stopped_by_its_ratio()
    {
        var limits = new FilesOptions { RatioFloorBytes = 1_000_000, MaxRatio = 100 };
        var zeros = new string(' ', 5_000_000) + "{}";
        foreach (var (name, bomb) in new[] { ("bomb.zip", Zip(("a.json", zeros), ("b.json", zeros))), ("bomb.tar.gz", Gzip(Tar(("a.json", zeros)))), ("bomb.json.gz", Gzip(Reading.Utf8(zeros))) })
        {
            var problem = await Reading.RefusedAsync(name, bomb, limits);
            Assert.Equal((ProblemKind.TooLarge, $"\"{name}\" unpacks to more than 100 times its size, as a zip bomb does."), (problem.Kind, problem.Message));
        }
    }

    [Fact]
    public async Task An_archive_is_stopped_at_the_sum_of_its_files_and_at_their_number()
    {
        var files = Enumerable.Range(0, 30).Select(at => ($"{at}.json", Good)).ToArray();
        var problem = await Reading.RefusedAsync("many.zip", Zip(files), new FilesOptions { MaxUnpackedBytes = 1_000 });
        Assert.Equal((ProblemKind.TooLarge, "\"many.zip\" unpacks to more than 1 kB."), (problem.Kind, problem.Message));
        foreach (var (name, archive) in new[] { ("many.zip", Zip(files)), ("many.tar", Tar(files)), ("many.tgz", Gzip(Tar(files))) })
        {
            problem = await Reading.RefusedAsync(name, archive, new FilesOptions { MaxEntries = 10 });
            Assert.Equal((ProblemKind.TooLarge, $"\"{name}\" holds more than 10 entries."), (problem.Kind, problem.Message));
        }
    }

    [Fact]
    public async Task Files_sent_together_share_the_limit_of_what_they_unpack_to()
    {
        var all = new Unpacked();
        var limits = new FilesOptions { MaxUnpackedBytes = 2 * Good.Length };
        async Task ReadAsync(string name)
        {
            await foreach (var document in Reading.Uploads(limits).ReadAsync(new ImportFile(name, new MemoryStream(Zip([("web1.json", Good)]))), new Notes(), all, default))
                document.Dispose();
        }

        await ReadAsync("a.zip");
        await ReadAsync("b.zip");
        var problem = await Assert.ThrowsAsync<Problem>(() => ReadAsync("c.zip"));
        Assert.Equal((ProblemKind.TooLarge, $"The files of this import unpack to more than {2 * Good.Length} bytes; \"c.zip\" is one too many."), (problem.Kind, problem.Message));
    }

    [Fact]
    public async Task What_is_larger_than_a_file_may_be_is_not_read_to_its_end()
    {
        await using var endless = new Blank(200_000_000);
        var problem = await Assert.ThrowsAsync<Problem>(() => Spool.ReadAsync(endless, "state.json", new FilesOptions(), default));
        Assert.Equal((ProblemKind.TooLarge, "\"state.json\" is larger than 100 MB."), (problem.Kind, problem.Message));
        Assert.InRange(endless.Given, 100_000_000, 100_200_000);
    }

    [Fact]
    public async Task A_large_file_waits_on_disk_and_not_in_memory()
    {
        await using var endless = new Blank(90_000_000);
        await using var spool = await Spool.ReadAsync(endless, "state.json", new FilesOptions(), default);
        Assert.Equal((90_000_000, false), (spool.Length, spool.InMemory));
    }

    /// <summary>As many bytes as wanted, out of nowhere.</summary>
    private sealed class Blank(long length) : MemoryStream
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - Given);
            Given += count;
            return ValueTask.FromResult(count);
        }
    }

    [Theory]
    [InlineData("../../etc/cron.d/x", "that points outside the archive")]
    [InlineData("facts/../../x.json", "that points outside the archive")]
    [InlineData("/etc/passwd", "with an absolute path")]
    [InlineData("C:\\windows\\x.json", "with an absolute path")]
    [InlineData("..\\x.json", "that points outside the archive")]
    [InlineData("a\u0001.json", "with control characters in its name")]
    public async Task An_entry_that_points_outside_is_refused_by_name(string entry, string words)
    {
        var shown = entry.Replace('\u0001', '?');
        foreach (var (name, archive) in new[] { ("x.zip", Zip(("good.json", Good), (entry, Good))), ("x.tar", Tar(("good.json", Good), (entry, Good))) })
        {
            var problem = await Reading.RefusedAsync(name, archive);
            Assert.Equal((ProblemKind.Malformed, $"\"{name}\" is refused: it holds the entry \"{shown}\" {words}."), (problem.Kind, problem.Message));
        }
    }

    [Fact]
    public async Task Links_and_devices_are_refused_by_name()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("facts/web1.json");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var writer = new StreamWriter(entry.Open());
            writer.Write("/etc/shadow");
        }

        Assert.Equal("\"x.zip\" is refused: its entry \"facts/web1.json\" is a symbolic link, not a file.", (await Reading.RefusedAsync("x.zip", stream.ToArray())).Message);
        foreach (var (type, words) in new[] { (TarEntryType.SymbolicLink, "a symbolic link"), (TarEntryType.HardLink, "a hard link"), (TarEntryType.Fifo, "a device") })
        {
            var tar = new MemoryStream();
            using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
            {
                var entry = new PaxTarEntry(type, "facts/web1.json");
                if (type != TarEntryType.Fifo)
                    entry.LinkName = "/etc/shadow";
                writer.WriteEntry(entry);
            }

            Assert.Equal($"\"x.tar\" is refused: its entry \"facts/web1.json\" is {words}, not a file.", (await Reading.RefusedAsync("x.tar", tar.ToArray())).Message);
        }
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_wherever_it_breaks()
    {
        var zip = Zip(("a.json", Good), ("b.json", Good));
        var tgz = Gzip(Tar(("a.json", Good + new string(' ', 3_000)), ("b.json", Good)));
        for (var length = 5; length < zip.Length; length += 7)
            Assert.Equal(ProblemKind.Malformed, (await Reading.RefusedAsync("x.zip", zip[..length])).Kind);
        for (var length = 12; length < tgz.Length - 40; length += 7)
            Assert.Equal(ProblemKind.Malformed, (await Reading.RefusedAsync("x.tgz", tgz[..length])).Kind);
        // At the border of two files, only the missing end tells.
        Assert.EndsWith("it is damaged or has been cut short.", (await Reading.RefusedAsync("x.tar", Tar(("a.json", Good), ("b.json", Good))[..^2048])).Message, StringComparison.Ordinal);
        var random = new Random(4711);
        foreach (var whole in new[] { zip, tgz, Tar(("a.json", Good)) })
        {
            for (var round = 0; round < 300; round++)
            {
                var broken = (byte[])whole.Clone();
                for (var flips = 0; flips < 4; flips++)
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                await SurvivesAsync(broken);
            }
        }
    }

    [Fact]
    public async Task A_file_of_an_archive_that_claims_to_be_from_the_end_of_time_is_refused()
    {
        var tar = Tar(("a.json", Good));
        var at = tar.AsSpan().IndexOf("mtime="u8) + "mtime=".Length;
        Assert.True(at > "mtime=".Length);
        tar.AsSpan(at, tar.AsSpan(at).IndexOf((byte)'\n')).Fill((byte)'9');
        Assert.EndsWith("it is damaged or has been cut short.", (await Reading.RefusedAsync("x.tar", tar)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_JSON_in_an_archive_is_noted_and_what_means_to_be_is_an_error()
    {
        var notes = new Notes();
        var found = new List<string>();
        await foreach (var document in Reading.Uploads().ReadAsync(new ImportFile("facts.zip", new MemoryStream(Zip(("web1", Good), ("README.md", "# Facts"), ("empty", ""), (".git/config", "{"), ("__MACOSX/._web1", "x")))), notes, new Unpacked(), default))
        {
            found.Add(document.File);
            document.Dispose();
        }

        Assert.Equal(["facts.zip/web1"], found);
        Assert.Equal([new ImportNote("facts.zip/README.md", "is not JSON: skipped"), new ImportNote("facts.zip/empty", "is empty: skipped")], notes.All);
        var problem = await Reading.RefusedAsync("facts.zip", Zip(("web1", Good), ("web2", Good[..30])));
        Assert.StartsWith("\"facts.zip/web2\" breaks off in line 1", problem.Message, StringComparison.Ordinal);
        problem = await Reading.RefusedAsync("facts.zip", Zip(("README.md", "# Facts")));
        Assert.Equal("\"facts.zip\" holds no JSON to import.", problem.Message);
    }

    [Fact]
    public async Task All_ways_to_pack_the_same_files_read_the_same()
    {
        foreach (var (name, bytes) in new[]
        {
            ("web1.json", Reading.Utf8(Good)), ("web1.json.gz", Gzip(Reading.Utf8(Good))), ("f.zip", Zip(("web1.json", Good))), ("f.tar", Tar(("./web1.json", Good))), ("f.tgz", Gzip(Tar(("facts/web1.json", Good)))),
            ("web1.json", [.. Encoding.UTF8.Preamble, .. Reading.Utf8(Good)]), ("web1.json", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Good)]),
        })
        {
            var (read, _) = await Reading.ImportAsync("ansible", (name, bytes));
            Assert.Equal("web1", Assert.Single(read.Drafts).ExternalId);
        }
    }

    private static async Task SurvivesAsync(byte[] bytes)
    {
        try
        {
            await CountAsync("x", bytes);
        }
        catch (Problem)
        {
            // A refusal is as good as an answer: what counts is that nothing else is thrown.
        }
    }

    private static async Task<int> CountAsync(string name, byte[] bytes)
    {
        var count = 0;
        await foreach (var document in Reading.Uploads().ReadAsync(new ImportFile(name, new MemoryStream(bytes)), new Notes(), new Unpacked(), default))
        {
            count++;
            document.Dispose();
        }

        return count;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Tar(params (string Name, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Reading.Utf8(text)) });
        }

        return stream.ToArray();
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
