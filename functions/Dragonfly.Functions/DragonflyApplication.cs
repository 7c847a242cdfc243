using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Bulletins;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Events;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Transparency;
using Dragonfly.Functions.Unlocks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dragonfly.Functions;

/// <summary>What both hosts, the Functions worker and Dragonfly.Local, set up alike.</summary>
public static class DragonflyApplication
{
    /// <summary>
    /// Registers the application and its worker middleware, outermost first: exposed headers, errors, authentication, limits. Middleware runs for HTTP functions only: it would
    /// also wrap orchestrators, on every replay, where an await is illegal. The ports' adapters are the host's to register.
    /// </summary>
    public static IFunctionsWorkerApplicationBuilder UseDragonfly(this IFunctionsWorkerApplicationBuilder builder)
    {
        builder.Services.AddDragonfly();
        return builder.UseForHttp<ExposedHeadersMiddleware>().UseForHttp<ErrorsMiddleware>().UseForHttp<AuthenticationMiddleware>().UseForHttp<LimitMiddleware>();
    }

    private static void AddDragonfly(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(CallLimits.Default);
        services.AddSingleton<PolicyDesk>();
        services.TryAddSingleton<IPolicySource>(provider => provider.GetRequiredService<PolicyDesk>());
        services.AddSingleton<PolicyDryRun>();
        services.TryAddSingleton<ITokenAuthority, EntraTokens>();
        services.AddSingleton<TokenVerifier>();
        services.TryAddSingleton(new AccessOptions());
        services.AddSingleton<Sessions>();
        services.AddSingleton<PrincipalLog>();
        services.AddSingleton<IncidentWriter>();
        services.AddSingleton<IncidentAccess>();
        services.AddSingleton<RticAnnouncer>();
        services.AddSingleton<UnlockDecision>();
        services.AddSingleton<LoopWaker>();
        services.AddMetrics();
        services.AddSingleton<SweepGauges>();
        services.AddSingleton<VideoDoor>();
        services.AddSingleton<BulletinClips>();
        services.AddSingleton<UnitAnnouncer>();
        services.AddSingleton<BulletinDesk>();
        services.AddSingleton<Stepper>();
        services.AddSingleton<FeedReports>();
        services.AddSingleton<InboundEvents>();
        services.AddSingleton<IncidentDesk>();
        services.AddSingleton<ClipWriter>();
        services.AddSingleton<ClipBeginner>();
        services.AddSingleton<ClipAccess>();
        services.AddSingleton<ClipStepper>();
        services.TryAddSingleton<IClipArrivals>(provider => provider.GetRequiredService<ClipStepper>());
        services.TryAddSingleton(new AuditOptions());
        services.TryAddSingleton<ICheckpointSigner, KeyVaultSigner>();
        services.AddSingleton<LogExport>();
        services.AddSingleton<Intake>();
        services.AddSingleton<InstallerDesk>();
        services.AddSingleton<PartnerDesk>();
        services.AddSingleton<PartnerAccess>();
        services.AddSingleton<BulkDesk>();
        services.AddSingleton<PartnerDoor>();
        services.TryAddSingleton(new RegistryOptions());
        services.TryAddSingleton(new CadOptions());
        services.AddSingleton<CodeTables>();
        services.AddSingleton<CadPressure>();
        services.AddSingleton<CadPulse>();
        services.AddSingleton<RejectedKeeper>();
        services.AddSingleton<CadDoor>();
        services.TryAddSingleton(new AccessLogOptions());
        services.TryAddSingleton(new MisuseRules());
        services.AddSingleton<AccessTeller>();
        services.AddSingleton<MisuseDesk>();
        services.AddSingleton<NoticeWishes>();
        services.AddSingleton<OwnerNotices>();
        services.TryAddSingleton(new TransparencyOptions());
        services.AddSingleton<TransparencyDesk>();
    }

    private static IFunctionsWorkerApplicationBuilder UseForHttp<T>(this IFunctionsWorkerApplicationBuilder builder)
        where T : class, IFunctionsWorkerMiddleware =>
        builder.UseWhen<T>(context => context.GetHttpContext() is not null);
}
