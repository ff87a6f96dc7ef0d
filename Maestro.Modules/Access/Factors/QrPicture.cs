using System.Globalization;
using System.Text;
using QRCoder;

namespace Maestro.Modules.Access.Factors;

/// <summary>A QR code as the path of an SVG: no picture file, no script, and it follows the theme.</summary>
internal static class QrPicture
{
    /// <summary>Path data, a square of one unit per dark module, and the width of the whole.</summary>
    public static (string Path, int Size) Draw(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        var rows = code.ModuleMatrix;
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var from = x;
                while (x < rows[y].Count && rows[y][x])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }
        return (path.ToString(), rows.Count);
    }
}
