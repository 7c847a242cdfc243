// Every right that anything has here. There are no keys: what is not on this page cannot be done.
import { names } from 'names.bicep'

param appPrincipalId string
param topicPrincipalId string
param systemTopicPrincipalId string
param name names

var roles = loadJsonContent('../roles.json')

// Event Grid's own: they write to one queue and one container, and could not read the log if they were misused.
var topics = [
  { name: name.topic, principalId: topicPrincipalId }
  { name: name.systemTopic, principalId: systemTopicPrincipalId }
]

// Built in; it may read and write items, and not change containers, throughput or who may.
var cosmosContributor = '00000000-0000-0000-0000-000000000002'

resource storage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: name.storage

  resource blobs 'blobServices' existing = {
    name: 'default'
    resource deadLetters 'containers' existing = { name: name.deadLetters }
  }

  resource queues 'queueServices' existing = {
    name: 'default'
    resource events 'queues' existing = { name: name.events }
  }
}

resource evidence 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: name.evidence

  resource blobs 'blobServices' existing = {
    name: 'default'
    resource clips 'containers' existing = { name: name.clips }
  }
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' existing = { name: name.cosmos }
resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = { name: name.topic }
resource signalr 'Microsoft.SignalRService/signalR@2024-03-01' existing = { name: name.signalr }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: name.insights }

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: name.vault
  resource checkpoints 'keys' existing = { name: name.key }
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = {
  name: name.scheduler
  resource hub 'taskHubs' existing = { name: name.hub }
}

resource hostRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.blobOwner, roles.queueContributor, roles.tableContributor]: {
    scope: storage
    name: guid(storage.id, name.appIdentity, role.id)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource clipsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: evidence::blobs::clips
  name: guid(evidence::blobs::clips.id, name.appIdentity, roles.blobContributor.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor.id)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource topicRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: topic
  name: guid(topic.id, name.appIdentity, roles.eventSender.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.eventSender.id)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource signalrRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: signalr
  name: guid(signalr.id, name.appIdentity, roles.signalrOwner.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.signalrOwner.id)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource keyRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::checkpoints
  name: guid(vault::checkpoints.id, name.appIdentity, roles.cryptoUser.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.cryptoUser.id)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource insightsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, name.appIdentity, roles.metricsPublisher.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher.id)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource hubRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler::hub
  name: guid(scheduler::hub.id, name.appIdentity, roles.durableContributor.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableContributor.id)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource deadLettersRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for topic in topics: {
    scope: storage::blobs::deadLetters
    name: guid(storage::blobs::deadLetters.id, topic.name, roles.blobContributor.id)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor.id)
      principalId: topic.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource eventsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for topic in topics: {
    scope: storage::queues::events
    name: guid(storage::queues::events.id, topic.name, roles.queueSender.id)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.queueSender.id)
      principalId: topic.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// On the account and not the database: the SDK reads the account's own metadata first, and there is one database.
resource cosmosRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: cosmos
  name: guid(cosmos.id, name.appIdentity, cosmosContributor)
  properties: {
    roleDefinitionId: '${cosmos.id}/sqlRoleDefinitions/${cosmosContributor}'
    principalId: appPrincipalId
    scope: cosmos.id
  }
}
