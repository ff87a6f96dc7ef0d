using System.Globalization;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Maestro.Web.Discovery;

/// <summary>Holds the files chosen, sends them to be read, and moves on to the plan they became.</summary>
public sealed partial class ImportPage
{
    private const int ShownFiles = 6;
    private const int MostFiles = 2_000;
    private const long Largest = 100_000_000;
    private const long Step = 512 * 1024;

    private IReadOnlyList<IBrowserFile> files = [];
    private CancellationTokenSource? stopping;
    private Pick? datacenter;
    private string? origin;
    private Problem? refused;
    private bool reading;
    private long sent;
    private long shown;

    [Inject] public IDiscovery Discovery { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery] public string? Source { get; set; }

    [SupplyParameterFromQuery] public string? Kind { get; set; }

    private ImportSource Chosen => ImportSource.Of(Source);

    private string KindName => Kinds.Find(Kind ?? "server")?.Name ?? "server";

    private IReadOnlyList<Pick> KindChoices =>
        [.. Kinds.All.Where(kind => kind.Group is KindGroup.Inventory or KindGroup.More).Select(kind => new Pick(kind.Name, KindTexts.LabelPluralOf(kind)))];

    private long Total => files.Sum(file => file.Size);

    private double Sent => Total == 0 ? 1 : Math.Min(1, (double)sent / Total);

    private static string Here(string source) => $"{Urls.Import}?source={source}";

    private void ChooseKind(string? name) => Navigation.NavigateTo($"{Urls.Import}?source=csv&kind={name}", replace: true);

    private void Take(InputFileChangeEventArgs chosen)
    {
        refused = null;
        if (chosen.FileCount > MostFiles)
        {
            refused = new Problem(ProblemKind.TooLarge, L["These are {0} files; at most {1} can be sent at once. Pack them into one .zip or .tar.gz.", chosen.FileCount, MostFiles]);
            return;
        }

        files = chosen.FileCount == 0 ? [] : chosen.GetMultipleFiles(MostFiles);
        if (files.FirstOrDefault(file => file.Size > Largest) is { } large)
            refused = new Problem(ProblemKind.TooLarge, L["{0} is larger than 100 MB. Pack it, or split it.", large.Name]);
    }

    private async Task<IReadOnlyList<Pick>> FindDatacentersAsync(string words, CancellationToken cancel)
    {
        var query = new Query { Kind = "datacenter", Words = words.Length == 0 ? null : words, Order = [new Sort("name", false)], Limit = 30, Counted = false };
        var page = await Inventory.ListAsync(await ActorAsync(), query, cancel);
        return [.. page.Rows.Select(record => new Pick(record.Id.ToString(), record.Name, Providers.Label(record.Fields["provider"].Text()), Providers.Icon(record.Fields["provider"].Text())))];
    }

    private async Task ReadAsync()
    {
        if (reading || files.Count == 0)
            return;
        (refused, reading, sent, shown) = (null, true, 0, 0);
        stopping = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        try
        {
            if (Total > Discovery.MostAtOnce)
                Navigation.NavigateTo(Urls.Run((await SendAsync(Discovery.StartAsync, stopping.Token)).Id));
            else
                await PlanAsync(stopping.Token);
        }
        catch (Problem problem)
        {
            refused = problem;
        }
        catch (IOException lost)
        {
            refused = new Problem(ProblemKind.Malformed, L["A file could not be sent: {0}", lost.Message]);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped by hand, or the page was left: nothing has been written.
        }
        finally
        {
            reading = false;
            stopping.Dispose();
            stopping = null;
        }
    }

    private async Task PlanAsync(CancellationToken cancel)
    {
        var made = await SendAsync(Discovery.PlanAsync, cancel);
        Navigation.NavigateTo(Urls.Plan(made.Plan.Id));
        foreach (var note in made.Notes.Take(3))
            Toasts.Tell($"{note.Subject}: {note.Message}");
    }

    private async Task<T> SendAsync<T>(Func<Actor, ImportRequest, CancellationToken, Task<T>> take, CancellationToken cancel)
    {
        var streams = files.Select(file => new ImportFile(file.Name, new Counted(file.OpenReadStream(Largest, cancel), Count))).ToList();
        try
        {
            var request = new ImportRequest
            {
                Source = Chosen.Name,
                Kind = Chosen.Name == "csv" ? KindName : null,
                Files = streams,
                Datacenter = datacenter is null ? null : Guid.Parse(datacenter.Value, CultureInfo.InvariantCulture),
                Origin = string.IsNullOrWhiteSpace(origin) || Chosen.Name is not ("ansible" or "json") ? null : origin,
            };
            return await take(await ActorAsync(), request, cancel);
        }
        finally
        {
            foreach (var file in streams)
                await file.Content.DisposeAsync();
        }
    }

    private void Count(int bytes)
    {
        var now = Interlocked.Add(ref sent, bytes);
        if (now - shown < Step && now < Total)
            return;
        shown = now;
        _ = InvokeAsync(StateHasChanged);
    }

    private void Stop() => stopping?.Cancel();

    private static string Size(long bytes) => bytes switch
    {
        >= 1_000_000 => $"{(bytes / 1e6).ToString("0.0", CultureInfo.CurrentCulture)} MB",
        >= 1_000 => $"{(bytes / 1e3).ToString("0", CultureInfo.CurrentCulture)} kB",
        _ => $"{bytes.ToString(CultureInfo.CurrentCulture)} B",
    };
}
