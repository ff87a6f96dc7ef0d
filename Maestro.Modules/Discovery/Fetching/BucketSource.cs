using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Fetching;

/// <summary>Files in a bucket, of Amazon's or of any store that speaks S3.</summary>
internal sealed class BucketSource(IOptions<FilesOptions> limits) : IFileSource
{
    public string Method => "s3";

    public async Task<(string Identity, int Files)> LookAsync(Line line, JsonObject credentials, CancellationToken cancel)
    {
        using var client = Client(line, credentials);
        var count = 0;
        await foreach (var _ in ObjectsAsync(client, credentials, cancel))
            count++;
        return (Identity(credentials), count);
    }

    public async Task<FetchedFiles> FetchAsync(Line line, JsonObject credentials, IRunReport report, CancellationToken cancel)
    {
        using var client = Client(line, credentials);
        var (files, budget) = (new List<ImportFile>(), new FetchLimits(limits.Value));
        try
        {
            await foreach (var one in ObjectsAsync(client, credentials, cancel))
            {
                budget.Take(one.Key, one.Size ?? 0);
                report.Progress("fetching files", files.Count);
                var spool = FetchLimits.Spool();
                files.Add(new ImportFile(one.Key[Prefix(credentials).Length..].TrimStart('/'), spool));
                using var got = await AskAsync(() => client.GetObjectAsync(new GetObjectRequest { BucketName = Bucket(credentials), Key = one.Key }, cancel), credentials);
                await budget.CopyAsync(got.ResponseStream, spool, one.Key, cancel);
            }

            return new FetchedFiles(Identity(credentials), files, Whole: true);
        }
        catch
        {
            await new FetchedFiles("", files, false).DisposeAsync();
            throw;
        }
    }

    private static async IAsyncEnumerable<S3Object> ObjectsAsync(AmazonS3Client client, JsonObject credentials, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = Bucket(credentials), Prefix = Prefix(credentials), ContinuationToken = token };
            var page = await AskAsync(() => client.ListObjectsV2Async(request, cancel), credentials);
            foreach (var one in page.S3Objects ?? [])
            {
                if (!one.Key.EndsWith('/') && !FetchLimits.IsLeftOut(one.Key[(one.Key.LastIndexOf('/') + 1)..]))
                    yield return one;
            }

            token = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (token is not null);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, JsonObject credentials)
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception error)
        {
            throw error.StatusCode switch
            {
                HttpStatusCode.Forbidden when error.ErrorCode is "InvalidAccessKeyId" or "SignatureDoesNotMatch" => new Problem(ProblemKind.SignedOut, $"The store does not know this key: {error.Message}", cause: error),
                HttpStatusCode.Forbidden => new Problem(ProblemKind.Denied, $"The key may not read the bucket {Bucket(credentials)}: {error.Message}", cause: error),
                HttpStatusCode.NotFound => new Problem(ProblemKind.Missing, $"There is no bucket {Bucket(credentials)}.", cause: error),
                HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => new Problem(ProblemKind.Invalid, $"The bucket {Bucket(credentials)} is in another region. Correct the region.", cause: error),
                _ => new Problem(ProblemKind.Unavailable, $"The store answers: {error.Message}", cause: error),
            };
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException or IOException)
        {
            throw new Problem(ProblemKind.Unavailable, $"The store cannot be reached: {(error.InnerException as Problem)?.Message ?? error.Message}", cause: error);
        }
    }

    private static AmazonS3Client Client(Line line, JsonObject credentials) =>
        S3Clients.New(line.Endpoint?.AbsoluteUri, credentials["region"].Text(), credentials["access"].Text()!, credentials["secret"].Text()!, retries: 4);

    private static string Bucket(JsonObject credentials) => credentials["bucket"].Text()!;

    private static string Prefix(JsonObject credentials) => (credentials["path"].Text() ?? "").TrimStart('/');

    private static string Identity(JsonObject credentials) => $"s3://{Bucket(credentials)}/{Prefix(credentials)}";
}
