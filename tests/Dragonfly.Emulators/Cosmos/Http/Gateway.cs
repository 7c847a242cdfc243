using System.Globalization;
using Dragonfly.Emulators.Cosmos.Charges;
using Dragonfly.Emulators.Cosmos.Faults;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>Where each request comes in: ordered faults, authorization, the operation, its charge.</summary>
internal sealed class Gateway(Authorizer authorizer, Router router, FaultOrders faults, ChargeLedger charges)
{
    /// <returns>The answer; null when the connection is to be refused.</returns>
    public async Task<ServiceAnswer?> HandleAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var struck = await faults.StrikeAsync(request.Described, cancellationToken).ConfigureAwait(false);
        if (struck.Refuses) return null;
        var answer = struck.Before ?? Answer(request);
        if (answer.Status < 400 && struck.After is { } lost) answer = lost;
        charges.Add(new(request.Operation, router.ContainerName(request), answer.Status, answer.Charge, answer.Query));
        return Complete(answer, request);
    }

    private ServiceAnswer Answer(ServiceRequest request)
    {
        try
        {
            return authorizer.Refuse(request) ?? router.Route(request);
        }
        catch (RefusedException refused)
        {
            return ServiceAnswer.Error(refused.Status, refused.Message, refused.SubStatus);
        }
        catch (SqlSyntaxException syntax)
        {
            return ServiceAnswer.Error(400, syntax.Message);
        }
    }

    private static ServiceAnswer Complete(ServiceAnswer answer, ServiceRequest request) => answer
        .With(HeaderNames.RequestCharge, Math.Round(answer.Charge, 2).ToString(CultureInfo.InvariantCulture))
        .With(HeaderNames.Activity, request.Header(HeaderNames.Activity) ?? Guid.Empty.ToString());
}
