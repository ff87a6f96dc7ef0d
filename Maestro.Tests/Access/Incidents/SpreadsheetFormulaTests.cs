using System.IO.Compression;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Formulas in tables (iTop PR 818, Snipe-IT): a cell that a spreadsheet would compute is text, and comes back as it was.</summary>
[Collection(Scene.Name), Trait("Incident", "spreadsheet formulas")]
public sealed class SpreadsheetFormulaTests(Scene scene)
{
    public static TheoryData<string> Formulas => ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1+1", "\t=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")"];

    [Theory, MemberData(nameof(Formulas))]
    public async Task ITop_818_a_cell_begins_with_no_sign_of_a_formula(string formula)
    {
        var record = await scene.MakeAsync("servers", new JsonObject { ["name"] = formula, ["notes"] = formula, ["hostname"] = scene.Unique("formula") }.ToJsonString());
        var name = (string)record["name"]!;
        var csv = await scene.Owner.TextAsync($"api/v1/servers.csv?hostname={record["hostname"]}&fields=name,notes");
        var line = csv.Split('\n')[1];
        Assert.Contains((name[0] is '=' or '+' or '-' or '@' or '\'' ? "'" : "") + name.Replace("\"", "\"\"", StringComparison.Ordinal), line, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(^|,)"?[=+\-@\t]""", line);
        var back = await scene.Owner.PostTextAsync("api/v1/imports?source=csv&kind=servers", csv, "text/csv");
        Assert.Equal(1, (int)back.Body["counts"]!["unchanged"]!);
    }

    [Theory, MemberData(nameof(Formulas))]
    public async Task Snipe_IT_a_cell_of_a_workbook_is_text(string formula)
    {
        var record = await scene.MakeAsync("servers", new JsonObject { ["name"] = formula, ["hostname"] = scene.Unique("workbook") }.ToJsonString());
        var bytes = await scene.Owner.Http.GetByteArrayAsync(new Uri($"api/v1/servers.xlsx?hostname={record["hostname"]}", UriKind.Relative), Cancel);
        using var book = new ZipArchive(new MemoryStream(bytes));
        foreach (var sheet in book.Entries.Where(entry => entry.FullName.Contains("worksheets/sheet", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await sheet.OpenAsync(Cancel));
            var text = await reader.ReadToEndAsync(Cancel);
            Assert.DoesNotContain("<f>", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<x:f>", text, StringComparison.Ordinal);
        }
    }
}
