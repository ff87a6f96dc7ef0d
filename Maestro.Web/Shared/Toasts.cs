using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Maestro.Web.Shared;

/// <summary>Short news at the foot of the screen. What must be read stands on the page instead.</summary>
public sealed class Toasts(ISnackbar snackbar)
{
    /// <summary>It worked.</summary>
    public void Good(string message, string? href = null, string? link = null) => Show(message, "success", "good", href, link);

    /// <summary>It worked, and there is a way back, or on. The toast stays long enough to be used.</summary>
    public void Good(string message, string act, Func<Task> work) => Show(message, "success", "good", null, null, act, work);

    /// <summary>It did not; stays longer.</summary>
    public void Bad(string message, string? href = null, string? link = null) => Show(message, "error", "bad", href, link);

    /// <summary>Worth knowing.</summary>
    public void Tell(string message, string? href = null, string? link = null) => Show(message, "info", "", href, link);

    private void Show(string message, string icon, string tone, string? href, string? link, string? act = null, Func<Task>? work = null) =>
        snackbar.Add(Line(message, icon, tone, href, link, act, work), Severity.Normal, options =>
        {
            options.HideIcon = true;
            options.VisibleStateDuration = tone == "bad" || work is not null ? 9000 : 4500;
            options.ShowTransitionDuration = 120;
            options.HideTransitionDuration = 120;
        });

    private static RenderFragment Line(string message, string icon, string tone, string? href, string? link, string? act, Func<Task>? work) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", $"toast {tone}");
        builder.AddAttribute(2, "role", tone == "bad" ? "alert" : "status");
        builder.OpenComponent<Icon>(3);
        builder.AddComponentParameter(4, nameof(Icon.Name), icon);
        builder.CloseComponent();
        builder.OpenElement(5, "span");
        builder.AddContent(6, message);
        builder.CloseElement();
        if (href is not null)
        {
            builder.OpenElement(7, "a");
            builder.AddAttribute(8, "href", href);
            builder.AddContent(9, link ?? href);
            builder.CloseElement();
        }
        else if (work is not null)
        {
            builder.OpenElement(10, "button");
            builder.AddAttribute(11, "type", "button");
            builder.AddAttribute(12, "class", "link toast-act");
            builder.AddAttribute(13, "onclick", EventCallback.Factory.Create(work.Target ?? work, work));
            builder.AddContent(14, act);
            builder.CloseElement();
        }
        builder.CloseElement();
    };
}
