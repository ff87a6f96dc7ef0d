using System.Text.Json;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Maestro.Modules.Mail.Sending;

/// <summary>Encrypts letters while they wait: whoever reads the database must not be able to follow their links.</summary>
internal sealed class Envelope(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Maestro.Mail.Outbox");

    public string Seal(Letter letter) => protector.Protect(JsonSerializer.Serialize(letter));

    public Letter Open(string text) => JsonSerializer.Deserialize<Letter>(protector.Unprotect(text))!;
}
