using MudBlazor;

namespace Maestro.Web.Shared;

/// <summary>What a confirmation asks.</summary>
/// <param name="Title">The question.</param>
/// <param name="Message">What will happen.</param>
/// <param name="Action">The verb on the button.</param>
public sealed record Question(string Title, string Message, string Action)
{
    /// <summary>The name that has to be typed where much depends on it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What depends on it.</summary>
    public IReadOnlyList<Pick> Dependants { get; init; } = [];

    /// <summary>The name has to be typed in any case.</summary>
    public bool AlwaysType { get; init; }

    /// <summary>Offers a reason, which goes into the change set.</summary>
    public bool AskReason { get; init; }

    /// <summary>Nothing is lost by it.</summary>
    public bool Harmless { get; init; }
}

/// <summary>Dialogs in one line.</summary>
public static class Dialogs
{
    private static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = true, NoHeader = false };

    /// <summary>Asks; the reason typed ("" for none) when the answer is yes, null when it is no.</summary>
    public static async Task<string?> AskAsync(this IDialogService dialogs, Question question)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Title, question.Title },
            { dialog => dialog.Message, question.Message },
            { dialog => dialog.Action, question.Action },
            { dialog => dialog.Name, question.Name },
            { dialog => dialog.Dependants, question.Dependants },
            { dialog => dialog.AlwaysType, question.AlwaysType },
            { dialog => dialog.AskReason, question.AskReason },
            { dialog => dialog.Harmless, question.Harmless },
        };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(question.Title, parameters, Options);
        var answer = await shown.Result;
        return answer is null or { Canceled: true } ? null : answer.Data as string ?? "";
    }

    /// <summary>Shows a dialog of the page's own; its answer, or null when it was left.</summary>
    public static async Task<object?> OpenAsync<TDialog>(this IDialogService dialogs, string title, DialogParameters parameters, bool wide = false)
        where TDialog : Microsoft.AspNetCore.Components.IComponent
    {
        var shown = await dialogs.ShowAsync<TDialog>(title, parameters, wide ? Options with { MaxWidth = MaxWidth.Medium } : Options);
        var answer = await shown.Result;
        return answer is null or { Canceled: true } ? null : answer.Data;
    }
}
