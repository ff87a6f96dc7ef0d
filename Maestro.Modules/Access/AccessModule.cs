using Maestro.Modules.Access.Accounts;
using Maestro.Modules.Access.Api;
using Maestro.Modules.Access.Avatars;
using Maestro.Modules.Access.Factors;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Access.Trail;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access;

/// <summary>Adds people, teams, tokens and signing in.</summary>
internal sealed class AccessModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AccessOptions>().Configure(options => Bind(configuration.GetSection("Access"), options))
            .Validate(options => Enum.IsDefined(options.Registration), "Access:Registration must be open, invite or off.")
            .Validate(options => options.SessionDays is >= 1 and <= 365, "Access:SessionDays must be 1 to 365.")
            .Validate(options => options.TokenDays is >= 1 and <= 3650, "Access:TokenDays must be 1 to 3650.")
            .Validate(options => options.TeamCreateLevel is Level.Read or Level.Write or Level.Admin, "Access:TeamCreateLevel must be Read, Write or Admin.")
            .ValidateOnStart();
        services.AddSingleton<Recognition>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<ISecurityTrail, SecurityTrail>();
        services.AddSingleton<IAccess, Identities>();
        services.AddSingleton<UserRegister>();
        services.AddSingleton<IPeople>(provider => provider.GetRequiredService<UserRegister>());
        services.AddSingleton<ITeams, TeamRegister>();
        services.AddSingleton<TokenRegister>();
        services.AddSingleton<ITokens>(provider => provider.GetRequiredService<TokenRegister>());
        services.AddSingleton<IServiceTokens>(provider => provider.GetRequiredService<TokenRegister>());
        services.AddSingleton<Refusals>();
        services.AddDataProtection();
        services.AddSingleton<Proof>();
        services.AddSingleton<Heirs>();
        services.AddSingleton<Farewell>();
        services.AddSingleton<Gate>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<AccessLetters>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<ISecondFactor>(provider => provider.GetRequiredService<SecondFactors>());
        services.AddSingleton<InvitationDesk>();
        services.AddSingleton<IInvitations>(provider => provider.GetRequiredService<InvitationDesk>());
        services.AddSingleton<IAccounts, AccountDesk>();
        services.AddSingleton<IStanding, AccessStanding>();
        services.AddSingleton<IAvatars, AvatarDesk>();
        services.AddSingleton<IFileOwner, UserFiles>();
        services.AddSingleton<IFileOwner, TeamFiles>();
        AddSingleSignOn(services);
        services.AddSingleton<FirstRun>();
        services.AddSingleton<IFirstRun>(provider => provider.GetRequiredService<FirstRun>());
        services.AddHostedService(provider => provider.GetRequiredService<FirstRun>());
        AddSignIn(services);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        AuthApi.Map(api);
        MeApi.Map(api);
        UsersApi.Map(api);
        TeamsApi.Map(api);
        AccountsApi.Map(api);
        SecondFactorApi.Map(api);
        InvitationsApi.Map(api);
        SecurityEventsApi.Map(api);
        AvatarsApi.Map(api);
        ServiceTokensApi.Map(api);
        SingleSignOnApi.Map(api);
    }

    /// <summary>A word that is none of the choices is a mistake to report with its key, not an exception of the binder.</summary>
    private static void Bind(IConfigurationSection section, AccessOptions options)
    {
        var word = section[nameof(options.Registration)];
        var others = section.AsEnumerable(makePathsRelative: true).Where(pair => !string.Equals(pair.Key, nameof(options.Registration), StringComparison.OrdinalIgnoreCase));
        new ConfigurationBuilder().AddInMemoryCollection(others).Build().Bind(options);
        options.Registration = string.IsNullOrWhiteSpace(word) ? Registration.Invite : Enum.TryParse<Registration>(word, ignoreCase: true, out var chosen) && char.IsLetter(word.Trim()[0]) ? chosen : (Registration)(-1);
    }

    private static void AddSingleSignOn(IServiceCollection services)
    {
        services.AddSingleton(provider => new Outgoing(provider.GetRequiredService<IOptions<AccessOptions>>().Value.LoopbackProviders));
        services.AddSingleton<SsoStore>();
        services.AddSingleton<Oidc>();
        services.AddSingleton<TrustedCertificates>();
        services.AddSingleton<DirectoryLine>();
        services.AddSingleton<TeamSync>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<DirectoryDoor>();
        services.AddSingleton<Reproof>();
        services.AddSingleton<SsoOffice>();
        services.AddSingleton<ISingleSignOn, SsoDesk>();
        services.AddSingleton<DirectoryWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DirectoryWatch>());
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication(TokenHandler.Name).AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Name, null);
        services.AddSingleton<IAuthorizationHandler, ActorRequirementHandler>();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(PolicyOf(new ActorRequirement(ApiOnly: false)))
            // Whoever maps an endpoint below /api/v1 and says nothing gets the check all the same.
            .SetFallbackPolicy(PolicyOf(new ActorRequirement(ApiOnly: true)));
    }

    private static AuthorizationPolicy PolicyOf(ActorRequirement requirement) =>
        new AuthorizationPolicyBuilder(TokenHandler.Name).AddRequirements(requirement).Build();
}
