using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Maestro.Web.Hosting.Keys;

/// <summary>Where data protection keeps its keys: in the database, each wrapped with the master key.</summary>
internal sealed class KeyRing(KeyStore store, MasterKeys masters) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.Read().Where(row => row.Key.StartsWith(KeyStore.Ring, StringComparison.Ordinal))
            .Select(row => XElement.Parse(masters.Current.Unwrap(row.Value) ?? throw new InvalidOperationException("The master key has been changed by another process. Restart this Maestro with the new key.")))];

    public void StoreElement(XElement element, string friendlyName) =>
        store.Add($"{KeyStore.Ring}{Guid.NewGuid():N}", masters.Current.Wrap(element.ToString(SaveOptions.DisableFormatting)));
}
