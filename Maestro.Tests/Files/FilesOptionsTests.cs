using System.Net;
using System.Text;
using Maestro.Modules.Access;
using Maestro.Modules.Files;
using Maestro.Modules.Files.Storing;

namespace Maestro.Tests.Files;

public sealed class FilesOptionsTests
{
    [Fact]
    public void Every_mistake_is_named_by_its_key() =>
        Assert.Equal(
            ["Files:Store", "Files:S3:Endpoint", "Files:S3:Bucket", "Files:S3:AccessKey", "Files:S3:SecretKey", "Files:S3:Region"],
            new[]
            {
                new FilesOptions { Store = "FTP" },
                new FilesOptions { S3 = new() { Endpoint = "ftp://store" } },
                new FilesOptions { Store = "s3" },
            }.SelectMany(options => options.Faults()).Select(fault => fault.Split(' ')[0]));

    [Theory]
    [InlineData("http://169.254.169.254/", true)]
    [InlineData("http://[fe80::1]:9000", true)]
    [InlineData("http://[::ffff:169.254.169.254]", true)]
    [InlineData("http://127.0.0.1:9000", false)]
    [InlineData("https://10.0.0.9", false)]
    [InlineData("https://nyc3.digitaloceanspaces.com", false)]
    public void A_store_may_be_private_but_never_link_local(string endpoint, bool refused) =>
        Assert.Equal(refused, new FilesOptions { S3 = new() { Endpoint = endpoint } }.Faults().Any());

    [Theory]
    [InlineData("169.254.170.2", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("192.168.1.1", false)]
    public void Where_clouds_keep_credentials_nothing_is_asked(string address, bool forbidden) =>
        Assert.Equal(!forbidden, Outgoing.IsAllowed(IPAddress.Parse(address), loopback: true));

    [Theory]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("  {\"a\":1}", "application/json")]
    [InlineData("<svg onload='x'>", "text/plain; charset=utf-8")]
    [InlineData("<!doctype html>", "text/plain; charset=utf-8")]
    [InlineData("id,name", "text/plain; charset=utf-8")]
    [InlineData("a\0b", "application/octet-stream")]
    [InlineData("", "text/plain; charset=utf-8")]
    public void A_type_is_found_by_content_and_nothing_that_runs_is_named(string content, string type) =>
        Assert.Equal(type, MediaTypes.Of(Encoding.UTF8.GetBytes(content)));
}
