using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Forms;

/// <summary>The saving half of the form: draft, plan, apply; and what to do when somebody else was faster.</summary>
public sealed partial class RecordForm
{
    private async Task<bool> SaveAsync()
    {
        if (busy || form is null)
            return false;
        (message, stale) = (null, null);
        if (form.Unreadable)
            return PointOut();
        busy = true;
        StateHasChanged();
        try
        {
            saved = Record is not null && Patch().Count == 0 ? Record.Id : await WriteAsync(await ActorAsync());
            (done, dirty) = (true, false);
            return true;
        }
        catch (Problem problem)
        {
            await ExplainAsync(problem);
            return PointOut();
        }
        finally
        {
            busy = false;
            StateHasChanged();
        }
    }

    private async Task<Guid> WriteAsync(Actor actor)
    {
        var draft = new Draft(Kind.Name) { Id = Record?.Id, Fields = Patch(), Version = version };
        var title = $"{(Record is null ? "Create" : "Edit")} {Kind.Label.ToLowerInvariant()}";
        var plan = await Planning.PlanAsync(actor, Origin.Person(actor), [draft], new PlanOptions { Title = title, WarnDuplicates = false }, gone.Token);
        if (plan.Rows[0] is { Action: PlanAction.Error } row)
            throw new Problem(row.Cause ?? ProblemKind.Invalid, L["Some fields are not valid."], row.Errors);
        var applied = await Planning.ApplyAsync(actor, plan, new ApplyOptions(reason.Trim() is { Length: > 0 } why ? why : null), gone.Token);
        return applied.Ids[0];
    }

    private async Task ExplainAsync(Problem problem)
    {
        if (problem.Kind is ProblemKind.Stale or ProblemKind.Conflict && Record is not null && await MovedAsync() is { } moved)
        {
            (stale, older) = (new StaleMerge(Kind, form!.Before, form.Now, moved), false);
            return;
        }

        form!.Show(problem.Errors);
        // Errors with a place are told there; what has none is told on top.
        if (problem.Errors.Count == 0)
            message = problem.Message;
    }

    // The record as it is now, when that is another version than the one in the form.
    private async Task<Record?> MovedAsync()
    {
        var fresh = await Inventory.GetAsync(await ActorAsync(), Kind.Name, Record!.Id, null, gone.Token);
        return fresh.Version == version ? null : fresh;
    }

    private async Task ResolveAsync()
    {
        TakeOver();
        await sheet!.SubmitAsync();
    }

    private void TakeOver()
    {
        version = stale!.Theirs.Version;
        form!.Replace(stale.Theirs.Fields, stale.Result());
        stale = null;
        Keep();
    }

    // Opens the first section with an error and has the browser go to it.
    private bool PointOut()
    {
        open = Sections.FirstOrDefault(section => section.CountFaults(form!) > 0)?.Name ?? open;
        pointOut = true;
        StateHasChanged();
        return false;
    }
}
