using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Maestro.Modules.Access;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Maestro.Tests.Journeys;

/// <summary>
/// A newcomer's first day, in a real browser: first administrator, facts and a state file in, plan, apply, list, filter,
/// open, edit, history, undo.
/// </summary>
public sealed class FirstDayTests(Postgres postgres)
{
    private const string Instance = "i-0c91f2aa7be04d113";

    [Fact]
    public async Task From_an_empty_Maestro_to_an_edit_taken_back()
    {
        await using var app = await App.StartAsync(postgres, ["--MAESTRO_ADMIN_EMAIL=", "--MAESTRO_ADMIN_PASSWORD="]);
        Assertions.SetDefaultExpectTimeout(60_000);
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app);
        var page = window.Page;
        page.SetDefaultTimeout(60_000);
        await BecomeAdministratorAsync(app, page);
        await ImportAsync(page, "ansible", "facts.zip", Facts(), "2 create");
        await ImportAsync(page, "terraform", "terraform.tfstate", Encoding.UTF8.GetBytes(State), "1 change");
        await FilterAndOpenAsync(page);
        await EditAsync(page);
        await UndoAsync(page);
    }

    private static async Task BecomeAdministratorAsync(App app, IPage page)
    {
        await page.GotoAsync("");
        await page.WaitForURLAsync("**/first-run*");
        await page.GetByLabel("Code from the log").FillAsync(((Modules.Access.SignIn.FirstRun)app.Services.GetRequiredService<IFirstRun>()).PrintedCode);
        await page.GetByLabel("Your name").FillAsync("Ana");
        await page.GetByLabel("E-mail").FillAsync("ana@example.org");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Import" }).First).ToBeVisibleAsync();
    }

    private static async Task ImportAsync(IPage page, string source, string name, byte[] content, string expected)
    {
        await page.GotoAsync($"import?source={source}");
        await FileField.ChooseAsync(page.Locator("input[type=file]"), new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
        await Assertions.Expect(page.GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read and plan" }).ClickAsync();
        await page.WaitForURLAsync("**/plans/**");
        await Assertions.Expect(page.GetByText("Nothing has been written yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("nav.sum")).ToContainTextAsync(new Regex(expected.Replace(" ", "\\s*", StringComparison.Ordinal)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply all" }).ClickAsync();
        await Assertions.Expect(page.Locator("#page").GetByRole(AriaRole.Link, new() { Name = "See what changed" })).ToBeVisibleAsync();
    }

    private static async Task FilterAndOpenAsync(IPage page)
    {
        await page.GotoAsync("inventory/servers");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "pg-orders-a" }).First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await page.GetByLabel("Filter by").FillAsync("Private IP");
        await page.GetByRole(AriaRole.Listbox, new() { Name = "Fields" }).GetByRole(AriaRole.Button).Filter(new() { HasText = "Private IP" }).First.ClickAsync();
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("10.12.8.4");
        await page.Locator("ul[aria-label=Values] label").Filter(new() { HasText = "10.12.8.4" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.WaitForURLAsync("**ipv4_private*10.12.8.4*");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "pg-orders-a" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "pg-orders-a" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Instance);
    }

    private static async Task EditAsync(IPage page)
    {
        var record = page.Url.Split('?')[0];
        await page.GotoAsync(record + "/edit");
        var memory = page.GetByLabel("Memory").First;
        await Assertions.Expect(memory).ToHaveValueAsync("64");
        await memory.FillAsync("128");
        await memory.BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(record);
        await page.GotoAsync(record + "/history");
        var change = page.Locator(".timeline-item").First;
        await Assertions.Expect(change).ToContainTextAsync("64");
        await Assertions.Expect(change).ToContainTextAsync("128");
    }

    private static async Task UndoAsync(IPage page)
    {
        var record = page.Url[..page.Url.LastIndexOf("/history", StringComparison.Ordinal)];
        await page.Locator(".timeline-item").First.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.WaitForURLAsync("**/plans/**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply all" }).ClickAsync();
        await Assertions.Expect(page.Locator("#page").GetByRole(AriaRole.Link, new() { Name = "See what changed" })).ToBeVisibleAsync();
        await page.GotoAsync(record + "/edit");
        await Assertions.Expect(page.GetByLabel("Memory").First).ToHaveValueAsync("64");
    }

    /// <summary>Two hosts as <c>ansible -m setup --tree</c> writes them, zipped.</summary>
    private static byte[] Facts()
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (host, address, tag) in new[] { ("pg-orders-a", "10.12.8.4", Instance), ("web-prod-01", "10.12.4.21", "NA") })
            {
                using var file = new StreamWriter(zip.CreateEntry($"facts/{host}").Open());
                file.Write($$"""
                    {"ansible_facts": {"ansible_nodename": "{{host}}", "ansible_hostname": "{{host}}", "ansible_default_ipv4": {"address": "{{address}}"}, "ansible_all_ipv4_addresses": ["{{address}}"],
                     "ansible_processor_vcpus": 16, "ansible_memtotal_mb": 65536, "ansible_system": "Linux", "ansible_distribution": "Debian", "ansible_distribution_version": "12.8",
                     "ansible_board_asset_tag": "{{tag}}", "ansible_system_vendor": "Amazon EC2", "ansible_product_uuid": "ec2{{host.GetHashCode(StringComparison.Ordinal) & 0xFFFFF:x5}}-1111-2222-3333-444455556666"}, "changed": false}
                    """);
            }
        }

        return buffer.ToArray();
    }

    private static readonly string State = """
        {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "5f0c2a86-9d55-4b6e-a1a1-0d5b8a5a1c11", "outputs": {}, "resources": [
          {"mode": "managed", "type": "aws_instance", "name": "orders", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [
            {"schema_version": 1, "attributes": {"id": "INSTANCE", "arn": "arn:aws:ec2:us-east-1:123456789012:instance/INSTANCE", "instance_type": "r6i.4xlarge", "instance_state": "running",
             "private_ip": "10.12.8.4", "availability_zone": "us-east-1a", "tags": {"Name": "pg-orders-a", "environment": "Production"}}}]}]}
        """.Replace("INSTANCE", Instance, StringComparison.Ordinal);
}
