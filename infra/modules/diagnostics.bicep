// Who did what to which resource, in one place. Platform metrics are kept by Azure anyway and are not copied.
#disable-diagnostics use-recent-api-versions // no newer one can be told a category group

import { names } from 'names.bicep'

param name names

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = { name: name.workspace }

resource storage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: name.storage
  resource blobs 'blobServices' existing = { name: 'default' }
  resource queues 'queueServices' existing = { name: 'default' }
  resource tables 'tableServices' existing = { name: 'default' }
}

resource evidence 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: name.evidence
  resource blobs 'blobServices' existing = { name: 'default' }
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' existing = { name: name.cosmos }
resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = { name: name.topic }
resource systemTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = { name: name.systemTopic }
resource signalr 'Microsoft.SignalRService/signalR@2024-03-01' existing = { name: name.signalr }
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = { name: name.vault }
resource app 'Microsoft.Web/sites@2025-03-01' existing = { name: name.app }
resource dashboard 'Microsoft.Web/staticSites@2025-03-01' existing = { name: name.dashboard }

var everything = [{ categoryGroup: 'allLogs', enabled: true }]

resource workspaceLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logs: [{ categoryGroup: 'audit', enabled: true }] }
}

resource evidenceLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: evidence::blobs
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logs: everything }
}

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage::blobs
  name: 'dragonfly'
  // Not reads: the host reads its leases all day.
  properties: { workspaceId: workspace.id, logs: [{ category: 'StorageDelete', enabled: true }, { category: 'StorageWrite', enabled: true }] }
}

resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage::queues
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logs: [{ category: 'StorageDelete', enabled: true }, { category: 'StorageWrite', enabled: true }] }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage::tables
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logs: [{ category: 'StorageDelete', enabled: true }, { category: 'StorageWrite', enabled: true }] }
}

resource cosmosLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cosmos
  name: 'dragonfly'
  properties: {
    workspaceId: workspace.id
    logAnalyticsDestinationType: 'Dedicated'
    // Each request with its identity: nobody but the app should be among them.
    logs: [
      { category: 'DataPlaneRequests', enabled: true }
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'PartitionKeyRUConsumption', enabled: true }
    ]
  }
}

resource topicLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logAnalyticsDestinationType: 'Dedicated', logs: everything }
}

resource systemTopicLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: systemTopic
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logAnalyticsDestinationType: 'Dedicated', logs: everything }
}

resource signalrLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: signalr
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logs: everything }
}

resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'dragonfly'
  properties: { workspaceId: workspace.id, logs: everything }
}

resource appLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'dragonfly'
  // What the app says itself goes to Application Insights; this is the host's, for when the app does not start.
  properties: { workspaceId: workspace.id, logs: [{ category: 'FunctionAppLogs', enabled: true }] }
}

resource dashboardLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dashboard
  name: 'dragonfly'
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'StaticSiteHttpLogs', enabled: true }, { category: 'StaticSiteDiagnosticLogs', enabled: true }]
  }
}
