// All of the system in one resource group: which parts there are, and what each is told of the others.
param location string
param tags object
param suffix string
param private bool
param addressPrefix string
param storageSuffix string
param zoneRedundant bool
param capacity string
param maxThroughput int
param signalrUnits int
param alwaysReady int
param maximumInstances int
param dashboardLocation string
param authority string
param audience string
param videoEndpoint string
param videoScope string
param alertEmail string
param monthlyBudget int
param budgetStart string

var name = {
  app: 'func-${suffix}'
  plan: 'plan-${suffix}'
  appIdentity: 'id-app-${suffix}'
  workspace: 'log-${suffix}'
  insights: 'appi-${suffix}'
  storage: 'st${suffix}'
  packages: 'packages'
  deadLetters: 'dead-letters'
  events: 'events'
  evidence: 'ev${suffix}'
  clips: 'clips'
  cosmos: 'cosmos-${suffix}'
  database: 'dragonfly'
  topic: 'evgt-${suffix}'
  systemTopic: 'evgs-${suffix}'
  signalr: 'sigr-${suffix}'
  vault: 'kv-${suffix}'
  key: 'checkpoints'
  scheduler: 'dts-${suffix}'
  hub: 'dragonfly'
  dashboard: 'stapp-${suffix}'
}

module identity 'modules/identity.bicep' = {
  params: { location: location, tags: tags, appName: name.appIdentity }
}

module monitoring 'modules/monitoring.bicep' = {
  params: { location: location, tags: tags, workspaceName: name.workspace, insightsName: name.insights, private: private }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    tags: tags
    name: name.storage
    private: private
    packagesName: name.packages
    deadLettersName: name.deadLetters
    eventsName: name.events
  }
}

module evidence 'modules/evidence.bicep' = {
  params: { location: location, tags: tags, name: name.evidence, private: private, clipsName: name.clips, allowedOrigins: [dashboard.outputs.origin] }
}

module cosmos 'modules/cosmos.bicep' = {
  params: {
    location: location
    tags: tags
    name: name.cosmos
    databaseName: name.database
    private: private
    capacity: capacity
    maxThroughput: maxThroughput
    zoneRedundant: zoneRedundant
  }
}

module eventgrid 'modules/eventgrid.bicep' = {
  params: {
    location: location
    tags: tags
    topicName: name.topic
    systemTopicName: name.systemTopic
    evidenceId: evidence.outputs.id
    private: private
  }
}

module dashboard 'modules/dashboard.bicep' = {
  params: { location: dashboardLocation, tags: tags, name: name.dashboard, private: private }
}

module signalr 'modules/signalr.bicep' = {
  params: { location: location, tags: tags, name: name.signalr, private: private, units: signalrUnits, allowedOrigins: [dashboard.outputs.origin] }
}

module keyvault 'modules/keyvault.bicep' = {
  params: { location: location, tags: tags, name: name.vault, private: private, keyName: name.key }
}

module durable 'modules/durable.bicep' = {
  params: { location: location, tags: tags, name: name.scheduler, hubName: name.hub, private: private }
}

module roles 'modules/roles.bicep' = {
  params: {
    name: name
    appPrincipalId: identity.outputs.appPrincipalId
    topicPrincipalId: eventgrid.outputs.topicPrincipalId
    systemTopicPrincipalId: eventgrid.outputs.systemTopicPrincipalId
  }
  dependsOn: [cosmos, durable, keyvault, monitoring, signalr, storage]
}

module network 'network.bicep' = if (private) {
  params: {
    location: location
    tags: tags
    suffix: suffix
    addressPrefix: addressPrefix
    storageSuffix: storageSuffix
    workspaceId: monitoring.outputs.workspaceId
    insightsId: monitoring.outputs.insightsId
    storageId: storage.outputs.id
    evidenceId: evidence.outputs.id
    cosmosId: cosmos.outputs.id
    topicId: eventgrid.outputs.topicId
    signalrId: signalr.outputs.id
    vaultId: keyvault.outputs.id
    schedulerId: durable.outputs.id
  }
}

module functions 'modules/functions.bicep' = {
  params: {
    location: location
    tags: tags
    name: name.app
    planName: name.plan
    identityId: identity.outputs.appId
    packagesUrl: storage.outputs.packagesUrl
    appSubnetId: network.?outputs.appSubnetId ?? ''
    private: private
    zoneRedundant: zoneRedundant
    allowedOrigins: [dashboard.outputs.origin]
    alwaysReady: alwaysReady
    maximumInstances: maximumInstances
    settings: {
      AZURE_CLIENT_ID: identity.outputs.appClientId
      AzureWebJobsStorage__accountName: name.storage
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.outputs.appClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.outputs.appClientId}'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${durable.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.appClientId}'
      TASKHUB_NAME: name.hub
      CosmosDb__accountEndpoint: cosmos.outputs.endpoint
      CosmosDb__credential: 'managedidentity'
      CosmosDb__clientId: identity.outputs.appClientId
      DRAGONFLY_STORE: 'cosmos'
      DRAGONFLY_COSMOS_ENDPOINT: cosmos.outputs.endpoint
      DRAGONFLY_COSMOS_DATABASE: name.database
      DRAGONFLY_CHANNEL: 'signalr'
      DRAGONFLY_SIGNALR_ENDPOINT: signalr.outputs.endpoint
      DRAGONFLY_EVENTS: 'eventgrid'
      DRAGONFLY_EVENTGRID_ENDPOINT: eventgrid.outputs.endpoint
      DRAGONFLY_EVENTS_QUEUE: name.events
      DRAGONFLY_CLIPS: 'blobs'
      DRAGONFLY_CLIPS_ENDPOINT: evidence.outputs.endpoint
      DRAGONFLY_VIDEO: 'gateway'
      DRAGONFLY_VIDEO_ENDPOINT: videoEndpoint
      DRAGONFLY_VIDEO_SCOPE: videoScope
      DRAGONFLY_IDENTITY: 'entra'
      DRAGONFLY_AUTHORITY: authority
      DRAGONFLY_AUDIENCE: audience
      DRAGONFLY_SIGNER: 'keyvault'
      DRAGONFLY_CHECKPOINT_KEY: keyvault.outputs.keyUri
      // In public nothing is put in the queue, and looking there all day is paid for.
      'AzureWebJobs.ReceiveQueuedEvent.Disabled': string(!private)
      // Azure Functions' own front end is one proxy.
      Access__TrustedProxies: '1'
    }
  }
  // It reads its package by role as soon as it is there.
  dependsOn: [roles]
}

module doors 'doors.bicep' = if (private) {
  params: {
    location: location
    tags: tags
    suffix: suffix
    subnetId: network.?outputs.endpointsSubnetId ?? ''
    networkId: network.?outputs.id ?? ''
    functionsId: functions.outputs.id
    dashboardId: dashboard.outputs.id
    dashboardHost: dashboard.outputs.hostName
  }
}

module diagnostics 'modules/diagnostics.bicep' = {
  params: { name: name }
  dependsOn: [cosmos, dashboard, eventgrid, evidence, functions, keyvault, monitoring, signalr, storage]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceName: name.workspace
    appPrincipalId: identity.outputs.appPrincipalId
    topicId: eventgrid.outputs.topicId
    systemTopicId: eventgrid.outputs.systemTopicId
    cosmosId: cosmos.outputs.id
    signalrId: signalr.outputs.id
    email: alertEmail
  }
  dependsOn: [monitoring]
}

module budget 'modules/budget.bicep' = {
  params: { name: 'dragonfly', amount: monthlyBudget, start: budgetStart, actionGroupId: alerts.outputs.actionGroupId, email: alertEmail }
}

module workbook 'modules/workbook.bicep' = {
  params: { location: location, tags: tags, workspaceName: name.workspace }
  dependsOn: [monitoring]
}

output functionsName string = name.app
output functionsUrl string = functions.outputs.url
output dashboardUrl string = dashboard.outputs.origin
output signalrEndpoint string = signalr.outputs.endpoint
output clipsEndpoint string = evidence.outputs.endpoint
output storageName string = name.storage
output topicName string = name.topic
output systemTopicName string = name.systemTopic
