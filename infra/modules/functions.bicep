param location string
param tags object
param name string
param planName string
param identityId string
param packagesUrl string
param appSubnetId string
param private bool
param zoneRedundant bool
param allowedOrigins array

@description('Instances that are always warm, of each of the two groups that answer people and drive unlocks.')
@minValue(0)
param alwaysReady int

@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('App settings by name. None of them is a secret: everything is reached by identity.')
param settings object

// A zone's failure must leave one of them.
var warm = zoneRedundant ? max(alwaysReady, 2) : alwaysReady

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: private ? appSubnetId : null
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady == 0
          ? []
          : [
              { name: 'http', instanceCount: warm }
              { name: 'durable', instanceCount: warm }
            ]
        triggers: { http: { perInstanceConcurrency: 64 } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      cors: { allowedOrigins: allowedOrigins }
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
    }
  }

  // Publishing by password, to either door.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output id string = app.id
output url string = 'https://${app.properties.defaultHostName}'
