namespace Maestro.Web.Shared;

/// <summary>How much a button asks for attention.</summary>
public enum ButtonLook
{
    /// <summary>A quiet frame.</summary>
    Default,

    /// <summary>The one thing to do on this screen.</summary>
    Primary,

    /// <summary>No frame.</summary>
    Ghost,

    /// <summary>Opens something destructive.</summary>
    Danger,

    /// <summary>Does something destructive.</summary>
    DangerSolid,
}

internal static class ButtonLooks
{
    public static string Class(this ButtonLook look) => look switch
    {
        ButtonLook.Primary => "primary",
        ButtonLook.Ghost => "ghost",
        ButtonLook.Danger => "danger",
        ButtonLook.DangerSolid => "danger-solid",
        _ => "",
    };
}
