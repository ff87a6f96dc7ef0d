namespace Maestro.Modules.Discovery;

/// <summary>The least that credentials must allow, ready to be copied.</summary>
/// <param name="Format">What it is: "IAM policy", "Custom role", "Token scopes".</param>
/// <param name="Where">Where it is pasted, in English; a key of the pages' texts.</param>
/// <param name="Text">As the vendor's console takes it.</param>
public sealed record Policy(string Format, string Where, string Text);
