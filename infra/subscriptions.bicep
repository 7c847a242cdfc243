// Who is told of events. Deployed after the code: Event Grid asks a function whether it wants them before it says yes.
param topicName string
param systemTopicName string
param storageName string
param functionsName string

@description('Event Grid does not deliver to private endpoints: events then go to a queue of the storage account, as a trusted service with an identity.')
param private bool

@description('The function that takes them.')
param functionName string = 'ReceiveEvent'

resource storage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = { name: storageName }
resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = { name: topicName }
resource systemTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = { name: systemTopicName }

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionsName
  resource receiver 'functions' existing = { name: functionName }
}

// The topic's. One that a user assigned is not let through the storage account's firewall, trusted services or not.
var identity = { type: 'SystemAssigned' }

var toFunction = {
  endpointType: 'AzureFunction'
  // One at a time: what fails is delivered again without the others.
  properties: { resourceId: app::receiver.id, maxEventsPerBatch: 1 }
}

var toQueue = {
  identity: identity
  destination: {
    endpointType: 'StorageQueue'
    properties: {
      resourceId: storage.id
      queueName: 'events'
      queueMessageTimeToLiveInSeconds: 604800
    }
  }
}

var deadLetters = {
  identity: identity
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: { resourceId: storage.id, blobContainerName: 'dead-letters' }
  }
}

var retries = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }

resource ours 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'dragonfly'
  properties: {
    destination: private ? null : toFunction
    deliveryWithResourceIdentity: private ? toQueue : null
    deadLetterWithResourceIdentity: deadLetters
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    // What the video system says of its feeds. The rest is ours, and for others to subscribe to.
    filter: { includedEventTypes: ['com.dragonfly.video.feedDescribed'] }
    retryPolicy: retries
  }
}

resource clips 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: systemTopic
  name: 'dragonfly'
  properties: {
    destination: private ? null : toFunction
    deliveryWithResourceIdentity: private ? toQueue : null
    deadLetterWithResourceIdentity: deadLetters
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: { includedEventTypes: ['Microsoft.Storage.BlobCreated'], subjectBeginsWith: '/blobServices/default/containers/clips/' }
    retryPolicy: retries
  }
}
