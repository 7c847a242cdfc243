using System.Security.Cryptography;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Channels;
using Dragonfly.Local.Accesses;
using Dragonfly.Local.Bulletins;
using Dragonfly.Local.Incidents;
using Dragonfly.Local.Storage;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dragonfly.Local.Access;

/// <summary>
/// Issues tokens with the claims that Entra ID would put in them, to anybody who asks: for development on one machine, and in this program only. Its key is
/// made on the first start and kept in the data folder, so that tokens outlive a restart.
/// </summary>
public sealed class DevelopmentIssuer : ITokenAuthority, IDisposable
{
    /// <summary>The agency of a token that names none.</summary>
    public const string DefaultAgency = "cpd";

    /// <summary>The unit of a device's token that names none.</summary>
    public const string DefaultUnit = "B12";

    private const string Issuer = "https://dragonfly.local";
    private const string ApiAudience = "dragonfly";

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly ECDsa key;
    private readonly SigningCredentials credentials;
    private readonly TimeProvider clock;

    /// <summary>Reads the key, or makes one.</summary>
    public DevelopmentIssuer(string dataFolder, TimeProvider clock)
    {
        this.clock = clock;
        key = KeyFile.ReadOrMake(Path.Combine(dataFolder, "development-issuer.pem"));

        // A factory of its own: the library's shared one goes on signing with the key of an issuer that is gone, when another takes up the same file.
        var ours = new ECDsaSecurityKey(key) { KeyId = "development", CryptoProviderFactory = new() };
        credentials = new(ours, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>A token for the API, good for twelve hours.</summary>
    public string Mint(TokenRequest request) => Mint(ApiAudience, TimeSpan.FromHours(12), new()
    {
        ["sub"] = request.Name ?? $"dev-{request.Role.ToLowerInvariant().Replace('.', '-')}",
        ["roles"] = new[] { request.Role },
        ["agency"] = request.Agency ?? DefaultAgency,
        ["partnerId"] = request.PartnerId,
        ["unit"] = request.Unit ?? (request.Role == Role.Unit ? DefaultUnit : null),
    });

    /// <summary>A token for the RTIC's hub, good for half an hour: as long as a person's token may lie unused.</summary>
    public string MintForHub(string user, string agency, bool supervises = false) =>
        MintForHub(RticHub.Path, user, supervises ? [ChannelNames.GroupOf(new AgencyId(agency)), ChannelNames.SupervisorsOf(new(agency))] : [ChannelNames.GroupOf(new AgencyId(agency))]);

    /// <summary>A token for the partners' hub, good as long.</summary>
    public string MintForPartner(string user, PartnerId partner) => MintForHub(PartnerHub.Path, user, ChannelNames.GroupOf(partner));

    /// <summary>A token for the units' hub, good as long.</summary>
    public string MintForUnit(string user, AgencyId agency, string unit) => MintForHub(UnitHub.Path, user, ChannelNames.GroupOf(agency, unit));

    /// <summary>What a token for a hub says; null when it is not a good one.</summary>
    public async Task<HubToken?> ReadHubTokenAsync(string hub, string? token)
    {
        var result = await handler.ValidateTokenAsync(token, Parameters(AudienceOf(hub)));
        var now = clock.GetUtcNow().UtcDateTime;
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && jwt.ValidTo > now
            ? new([.. jwt.Claims.Where(claim => claim.Type == "groups").Select(claim => claim.Value)], new(jwt.ValidTo, TimeSpan.Zero))
            : null;
    }

    /// <inheritdoc/>
    public ValueTask<TokenValidationParameters> ParametersAsync(CancellationToken cancellation) => new(Parameters(ApiAudience));

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private string MintForHub(string hub, string user, params string[] groups) =>
        Mint(AudienceOf(hub), Sessions.Idle, new() { ["sub"] = user, ["groups"] = groups });

    private static string AudienceOf(string hub) => $"{ApiAudience}{hub}";

    private TokenValidationParameters Parameters(string audience) => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = audience,
        IssuerSigningKey = credentials.Key,
        LifetimeValidator = (_, expires, _, _) => expires is not null,
    };

    private string Mint(string audience, TimeSpan life, Dictionary<string, object?> claims)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            Claims = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!),
            SigningCredentials = credentials,
        });
    }
}

/// <summary>What a token for a hub says.</summary>
/// <param name="Groups">The groups that a connection joins.</param>
/// <param name="ExpiresAt">When the connection ends.</param>
public sealed record HubToken(IReadOnlyList<string> Groups, DateTimeOffset ExpiresAt);

/// <summary>What a development token should say.</summary>
/// <param name="Role">One of the application's roles.</param>
/// <param name="Name">The principal's id.</param>
/// <param name="Agency">Its agency; the default one when null.</param>
/// <param name="PartnerId">The partner it belongs to.</param>
/// <param name="Unit">The unit it is; the default one when null and the role is a unit's.</param>
public sealed record TokenRequest(string Role, string? Name = null, string? Agency = null, string? PartnerId = null, string? Unit = null);
