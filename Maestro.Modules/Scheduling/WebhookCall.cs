namespace Maestro.Modules.Scheduling;

/// <summary>A call that another module has made: sent by POST, signed, checked and logged as a schedule's is.</summary>
/// <param name="Of">What it belongs to in the log.</param>
/// <param name="Body">JSON.</param>
/// <param name="Secret">What it is signed with; null for no signature.</param>
public sealed record WebhookCall(Guid Of, string Url, string Body, string? Secret);
