using Maestro.Modules.Kernel;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Web.Inventory.Lists;

/// <summary>The record looked at beside the list. It stands in the address, so that a link shows it and Back closes it.</summary>
public sealed partial class RecordListPage
{
    private const string Parameter = "open";
    private Guid? open;

    /// <summary>What the list is asked for; which record is open is no part of it.</summary>
    private ListAddress Read(string uri)
    {
        var whole = ListAddress.Read(uri);
        open = Guid.TryParse(whole[Parameter], out var id) ? id : null;
        return whole.Without(Parameter);
    }

    /// <summary>Opens another record or closes it. Only the first one opened is a step for Back.</summary>
    private Task ShowAsync(Guid? id)
    {
        var next = id is { } shown ? address.With(Parameter, shown.ToString()) : address;
        Go(next, replace: preview is not null);
        return Task.CompletedTask;
    }

    /// <summary>Follows the address; the record may stand on another page of the list, or be none that this reader may see.</summary>
    private async Task OpenAsync()
    {
        if (open is not { } id || kind is null || actor is null)
        {
            preview = null;
            return;
        }

        preview = rows.FirstOrDefault(row => row.Id == id) ?? await FindAsync(actor, id);
    }

    private async Task<Record?> FindAsync(Actor reader, Guid id)
    {
        try
        {
            return await Inventory.GetAsync(reader, kind!.Name, id, query?.At, gone.Token);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }
}
