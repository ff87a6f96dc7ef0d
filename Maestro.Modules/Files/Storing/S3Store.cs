using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Files.Storing;

/// <summary>Files in a bucket of Amazon's or of any store that speaks S3. It stays readable while its keys are set, whichever store new files go to.</summary>
internal sealed class S3Store(IOptions<FilesOptions> options, ILogger<S3Store> log) : IStore, IDisposable
{
    private readonly Lazy<AmazonS3Client> client = new(() => S3Clients.New(options.Value.S3.Endpoint, options.Value.S3.Region, options.Value.S3.AccessKey, options.Value.S3.SecretKey, retries: 2));

    public string Name => "s3";

    public string Place => options.Value.S3.Bucket;

    public Task PutAsync(string key, Stream content, CancellationToken cancel) => AskAsync(async s3 =>
    {
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Place, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false }, cancel);
        return true;
    }, cancel);

    public Task<Stream?> OpenAsync(string place, string key, CancellationToken cancel) => AskAsync(async s3 =>
    {
        try
        {
            return (await s3.GetObjectAsync(new GetObjectRequest { BucketName = place, Key = key }, cancel)).ResponseStream;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }, cancel);

    public Task DeleteAsync(string place, string key, CancellationToken cancel) => AskAsync(async s3 =>
    {
        try
        {
            await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = place, Key = key }, cancel);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            // Some stores say so; it is what was wanted.
        }

        return true;
    }, cancel);

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private async Task<T> AskAsync<T>(Func<AmazonS3Client, Task<T>> ask, CancellationToken cancel)
    {
        if (!options.Value.S3.IsSet)
            throw new Problem(ProblemKind.Unavailable, "This file lies in an S3 store, whose keys are not set any more (Files:S3).");
        try
        {
            return await ask(client.Value);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is AmazonServiceException or AmazonClientException or HttpRequestException or TaskCanceledException or IOException)
        {
            // What the store says may name keys and hosts: it is for the log.
            Log.StoreFails(log, Name, error.Message);
            throw new Problem(ProblemKind.Unavailable, "The store of files does not answer as it should.", cause: error);
        }
    }
}
