using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>Events: who is told of what, and what becomes of those that cannot be delivered.</summary>
public sealed class SubscriptionTests
{
    public static TheoryData<string> Deployments => ["subscriptions-public", "subscriptions-private"];

    [BicepTheory]
    [MemberData(nameof(Deployments))]
    public void What_cannot_be_delivered_is_kept(string parameters)
    {
        Deployed.With(parameters).Resources.Count.ShouldBe(2);
        foreach (var subscription in Deployed.With(parameters).Resources)
        {
            subscription.TextAt("properties.deadLetterWithResourceIdentity.deadLetterDestination.endpointType").ShouldBe("StorageBlob");
            subscription.TextAt("properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName").ShouldBe("dead-letters");
            subscription.TextAt("properties.eventDeliverySchema").ShouldBe("CloudEventSchemaV1_0");
        }
    }

    [BicepFact]
    public void In_public_the_function_is_called()
    {
        foreach (var subscription in Deployed.With("subscriptions-public").Resources)
        {
            subscription.TextAt("properties.destination.endpointType").ShouldBe("AzureFunction");
            var function = subscription.TextAt("properties.destination.properties.resourceId")!.Split('/')[^1];
            Repository.Sources.ShouldContain(source =>
                source.Contains($"[Function(nameof({function}))]", StringComparison.Ordinal) && source.Contains("[EventGridTrigger]", StringComparison.Ordinal));
        }
    }

    [BicepFact]
    public void The_app_is_not_told_of_its_own_events()
    {
        var topic = Deployed.With("subscriptions-public").The("Microsoft.EventGrid/topics/eventSubscriptions");
        var types = topic.At("properties.filter.includedEventTypes")!.Value.EnumerateArray().Select(type => type.GetString()!).ToArray();
        types.ShouldNotBeEmpty();
        foreach (var type in types) Repository.Sources.ShouldContain(source => source.Contains($"EventType = \"{type}\"", StringComparison.Ordinal), type);
    }

    [BicepFact]
    public void Of_the_clips_account_the_app_is_told_of_files_that_have_come_and_of_nothing_else()
    {
        var filter = Deployed.With("subscriptions-public").The("Microsoft.EventGrid/systemTopics/eventSubscriptions").At("properties.filter")!.Value;
        var types = filter.GetProperty("includedEventTypes").EnumerateArray().Select(type => type.GetString()!).ToArray();
        foreach (var type in types) Repository.Sources.ShouldContain(source => source.Contains($"EventType = \"{type}\"", StringComparison.Ordinal), type);
        types.ShouldBe(["Microsoft.Storage.BlobCreated"]);
        var subjects = filter.GetProperty("subjectBeginsWith").GetString();
        Repository.Sources.ShouldContain(source => source.Contains($"Subjects = \"{subjects}\"", StringComparison.Ordinal));
        Deployed.Public.Of("Microsoft.Storage/storageAccounts/blobServices/containers").ShouldContain(container => container.Name.EndsWith($"/{subjects!.Split('/')[4]}", StringComparison.Ordinal));
    }

    [BicepFact]
    public void The_queue_is_the_one_that_the_app_reads()
    {
        var queue = Deployed.Private.The("Microsoft.Storage/storageAccounts/queueServices/queues").Name.Split('/')[^1];
        AppSettings.Of(Deployed.Private.The("Microsoft.Web/sites"))["DRAGONFLY_EVENTS_QUEUE"].ShouldBe(queue);
        foreach (var subscription in Deployed.With("subscriptions-private").Resources)
            subscription.TextAt("properties.deliveryWithResourceIdentity.destination.properties.queueName").ShouldBe(queue);
    }
}
