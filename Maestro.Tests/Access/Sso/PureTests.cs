using System.Net;
using Maestro.Modules.Access;
using Maestro.Modules.Access.SingleSignOn;

namespace Maestro.Tests.Access.Sso;

/// <summary>What needs no server: where Maestro may call, and what people may type.</summary>
public sealed class PureTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("fd12::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("169.254.1.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("224.0.0.1", false)]
    public void Maestro_calls_private_addresses_but_not_itself_and_never_a_metadata_service(string address, bool allowed) =>
        Assert.Equal(allowed, Outgoing.IsAllowed(IPAddress.Parse(address), loopback: false));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    public void The_setting_for_loopback_opens_nothing_else(string address, bool allowed) =>
        Assert.Equal(allowed, Outgoing.IsAllowed(IPAddress.Parse(address), loopback: true));

    [Theory]
    [InlineData("ana", "(uid=ana)")]
    [InlineData("*", "(uid=\\2a)")]
    [InlineData("ana)(uid=*", "(uid=ana\\29\\28uid=\\2a)")]
    [InlineData("a\\b", "(uid=a\\5cb)")]
    [InlineData("a\0b", "(uid=a\\00b)")]
    [InlineData("{dn}", "(uid=\\7bdn\\7d)")]
    [InlineData("João", "(uid=João)")]
    public void What_is_typed_is_a_value_and_never_a_part_of_the_filter(string typed, string filter) =>
        Assert.Equal(filter, LdapFilter.Fill("(uid={name})", typed, "cn=x"));

    [Theory]
    [InlineData("(uid={name})", true)]
    [InlineData("(&(a=b)(uid={name}))", true)]
    [InlineData("uid={name}", false)]
    [InlineData("(uid={name}", false)]
    [InlineData("(a=b)(uid={name})", false)]
    [InlineData("", false)]
    public void A_filter_is_whole_when_parentheses_enclose_it(string filter, bool whole) => Assert.Equal(whole, LdapFilter.IsWhole(filter));
}
