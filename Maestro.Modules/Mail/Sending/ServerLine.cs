using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Maestro.Modules.Mail.Sending;

/// <summary>Speaks to the mail server.</summary>
internal sealed class ServerLine(IOptions<MailOptions> options)
{
    private MailOptions Settings => options.Value;

    /// <summary>An open connection, signed in where a name is set. Dispose it.</summary>
    public async Task<SmtpClient> OpenAsync(CancellationToken cancel)
    {
        var ways = Ways();
        for (var at = 0; ; at++)
        {
            var client = NewClient();
            try
            {
                await client.ConnectAsync(Settings.Host, Settings.Port, ways[at], cancel);
                if (Settings.Username.Length > 0)
                    await client.AuthenticateAsync(Settings.Username, Settings.Password, cancel);
                return client;
            }
            catch (Exception error) when (at + 1 < ways.Length && IsOtherWay(error))
            {
                client.Dispose();
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
    }

    public static Task SendAsync(SmtpClient client, MimeMessage message, CancellationToken cancel) => client.SendAsync(message, cancel);

    /// <summary>Whether a failure is the server's, the network's or the message's: all that a letter waits or is given up for.</summary>
    public static bool IsFailure(Exception error) =>
        error is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException
            or SocketException or IOException or TimeoutException or NotSupportedException or System.Security.Authentication.AuthenticationException or ParseException or CryptographicException or InvalidOperationException or FormatException or OperationCanceledException;

    /// <summary>What a failure is in words for an administrator; certificate faults name themselves.</summary>
    public static string Words(Exception error) => error switch
    {
        SslHandshakeException => "TLS failed: the server's certificate is not valid for this name or not trusted (Mail:IgnoreCertificate skips that check), or the port does not speak TLS.",
        AuthenticationException => $"The server refuses the user name or password: {error.Message}",
        SmtpCommandException command => $"The server answers {(int)command.StatusCode}: {command.Message}",
        CryptographicException => "It was encrypted with a key that is gone.",
        OperationCanceledException or TimeoutException => "The server does not answer in time.",
        NotSupportedException => $"The server does not offer what is asked: {error.Message}",
        _ => error.Message,
    };

    /// <summary>True where trying again cannot help: the server will never take this letter.</summary>
    public static bool IsFinal(Exception error) =>
        error is ParseException or CryptographicException || (error is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } command && (int)command.StatusCode >= 500);

    /// <summary>
    /// How to begin. With TLS demanded there is no way without it; on a port of one's own choice both ways of TLS are
    /// tried, because Maestro 0.6's users have either.
    /// </summary>
    private SecureSocketOptions[] Ways() => (Settings.UseTls, Settings.Port) switch
    {
        (false, 465) or (true, 465) => [SecureSocketOptions.SslOnConnect],
        (false, _) => [SecureSocketOptions.StartTlsWhenAvailable],
        (true, 25 or 587) => [SecureSocketOptions.StartTls],
        _ => [SecureSocketOptions.SslOnConnect, SecureSocketOptions.StartTls],
    };

    // Where a certificate was shown, the server does speak TLS: it is the certificate that is refused.
    private static bool IsOtherWay(Exception error) => error is SslHandshakeException { ServerCertificate: null } or IOException or SmtpProtocolException;

    private SmtpClient NewClient()
    {
        var client = new SmtpClient { Timeout = Settings.TimeoutSeconds * 1000, CheckCertificateRevocation = false };
        if (Settings.IgnoreCertificate)
        {
#pragma warning disable CA5359 // An operator's own setting, off by default, for servers with a certificate of their own making.
            client.ServerCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        return client;
    }
}
