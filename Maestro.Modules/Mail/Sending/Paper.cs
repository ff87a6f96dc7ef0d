using System.Net;
using System.Text;
using Maestro.Modules.Kernel;
using MimeKit;

namespace Maestro.Modules.Mail.Sending;

/// <summary>Prints a letter as a message of two parts, text and HTML, that say the same.</summary>
internal static class Paper
{
    public static MimeMessage Print(Letter letter, string sender, Guid id)
    {
        var from = MailboxAddress.Parse(sender);
        if (string.IsNullOrEmpty(from.Name))
            from.Name = "Maestro";
        var message = new MimeMessage { Subject = OneLine(letter.Subject) };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(letter.To));
        // The same letter sent twice, after a crash between sending and noting it, is one to whoever compares.
        message.MessageId = $"{id:N}@{from.Domain}";
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new BodyBuilder { TextBody = Text(letter), HtmlBody = Html(letter) }.ToMessageBody();
        return message;
    }

    private static string Text(Letter letter)
    {
        var text = new StringBuilder();
        foreach (var paragraph in letter.Paragraphs)
            text.Append(paragraph).Append("\r\n\r\n");
        if (letter.Url is not null)
            text.Append(letter.Action).Append(":\r\n").Append(letter.Url).Append("\r\n\r\n");
        if (letter.Small is not null)
            text.Append(letter.Small).Append("\r\n\r\n");
        return text.Append("-- \r\nMaestro\r\n").ToString();
    }

    private static string Html(Letter letter)
    {
        var html = new StringBuilder("<!doctype html><html><head><meta charset=\"utf-8\"></head><body style=\"margin:0;padding:32px 16px;background:#f5f5f7;font:15px/1.5 Inter,Segoe UI,Helvetica,Arial,sans-serif;color:#1c1c22\">"
            + "<div style=\"max-width:520px;margin:0 auto;background:#ffffff;border:1px solid #e3e3e8;border-radius:8px;padding:28px\"><p style=\"margin:0 0 20px;font-weight:600;color:#6d4aff\">Maestro</p>");
        foreach (var paragraph in letter.Paragraphs)
            html.Append("<p style=\"margin:0 0 16px\">").Append(Escape(paragraph)).Append("</p>");
        if (letter.Url is not null)
        {
            html.Append("<p style=\"margin:24px 0\"><a href=\"").Append(Escape(letter.Url)).Append("\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#6d4aff;color:#ffffff;text-decoration:none;font-weight:600\">")
                .Append(Escape(letter.Action ?? letter.Url)).Append("</a></p><p style=\"margin:0 0 16px;font-size:12px;color:#6b6b76;word-break:break-all\">").Append(Escape(letter.Url)).Append("</p>");
        }
        if (letter.Small is not null)
            html.Append("<p style=\"margin:0;font-size:13px;color:#6b6b76\">").Append(Escape(letter.Small)).Append("</p>");
        return html.Append("</div></body></html>").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Names of people and teams end up in subjects: none may begin another header.</summary>
    private static string OneLine(string text) => new([.. text.Select(sign => char.IsControl(sign) ? ' ' : sign)]);
}
