using Microsoft.Playwright;

namespace Maestro.Tests.Support;

/// <summary>Puts a file into a page, as a person does who has waited for it.</summary>
internal static class FileField
{
    /// <summary>Chooses a file. The field is there a moment before the circuit listens to it, and a file that is chosen in between is lost; nobody but a test is that fast.</summary>
    internal static async Task ChooseAsync(ILocator field, FilePayload file)
    {
        await field.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        // What Blazor's InputFile notes on the field once it listens.
        await field.Page.WaitForFunctionAsync("field => field._blazorInputFileNextFileId !== undefined", await field.ElementHandleAsync());
        await field.SetInputFilesAsync(file);
    }
}
