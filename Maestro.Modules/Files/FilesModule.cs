using Maestro.Modules.Access;
using Maestro.Modules.Files.Api;
using Maestro.Modules.Files.Storing;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Files;

/// <summary>Adds the store of files.</summary>
internal sealed class FilesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection("Files")).PostConfigure(Complete).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesCheck>();
        services.AddSingleton<LocalStore>();
        services.AddSingleton<S3Store>();
        services.AddSingleton<FileDesk>();
        services.AddSingleton<IFileStore>(provider => provider.GetRequiredService<FileDesk>());
        services.AddSingleton<IStartStep, FolderStart>();
        services.AddSingleton<IStanding, FilesStanding>();
        services.AddSingleton<Collector>();
        services.AddHostedService(provider => provider.GetRequiredService<Collector>());
    }

    public void MapEndpoints(IEndpointRouteBuilder api) => FilesApi.Map(api.ForRecords());

    private static void Complete(FilesOptions options)
    {
        options.Store = options.Store.Trim() is { Length: > 0 } store ? store : "Local";
        options.Folder = Path.GetFullPath(options.Folder.Trim() is { Length: > 0 } folder ? folder : Path.Combine("data", "files"));
    }
}

/// <summary>Says all that is wrong with the settings at once.</summary>
internal sealed class FilesCheck : IValidateOptions<FilesOptions>
{
    public ValidateOptionsResult Validate(string? name, FilesOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}

/// <summary>Refuses a start with a folder that files cannot be written to.</summary>
internal sealed class FolderStart(LocalStore local, IOptions<FilesOptions> options) : IStartStep
{
    public int Order => 10;

    public Task RunAsync(CancellationToken cancel)
    {
        if (!options.Value.UsesS3 && local.Fault() is { } fault)
            throw new OptionsValidationException("Files", typeof(FilesOptions), [$"Files:Folder cannot be used: {fault}"]);
        return Task.CompletedTask;
    }
}
