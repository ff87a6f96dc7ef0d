using System.Net;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-01: <c>GET /teams/upload/file</c> needed no login and did not confine the file name: any file of the process could be read.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-01")]
public sealed class W01FilesWithoutLoginTests(Scene scene)
{
    [Theory]
    [InlineData("api/v1/teams/upload/file?file=/etc/passwd")]
    [InlineData("api/v1/teams/upload/file?file=../../../../etc/passwd")]
    [InlineData("upload/file?file=/etc/passwd")]
    [InlineData("css/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("css/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("..%5c..%5cappsettings.json")]
    [InlineData("_content/MudBlazor/..%2f..%2f..%2fappsettings.json")]
    [InlineData("_framework/..%2fappsettings.json")]
    [InlineData("appsettings.json")]
    [InlineData("Maestro.Web.dll")]
    [InlineData("logo/..%2f..%2fetc%2fpasswd")]
    [InlineData("api/v1/imports/template.json/..%2f..%2fappsettings.json")]
    public async Task W_01_no_address_reads_a_file_of_the_machine(string path)
    {
        foreach (var who in new[] { scene.Nobody, scene.Stranger, scene.Admin })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(scene.App.Address + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            var (status, text, _) = await SendAsync(who, request);
            Assert.NotEqual(HttpStatusCode.OK, status);
            Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ConnectionStrings", text, StringComparison.Ordinal);
        }
    }
}
