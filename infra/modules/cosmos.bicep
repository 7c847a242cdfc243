param location string
param tags object
param name string
param databaseName string
param private bool

@allowed(['Serverless', 'Autoscale'])
param capacity string

@description('RU/s that autoscale may reach; it never falls below a tenth.')
@minValue(1000)
param maxThroughput int

param zoneRedundant bool

// The definition is CosmosContainers' in the code; a test compares them.
var containers = loadJsonContent('../cosmos-containers.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: capacity == 'Serverless' ? [{ name: 'EnableServerless' }] : []
    // A weaker read could show another instance a consent that no longer stands: ADR 2. Strong needs one write region.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    enableMultipleWriteLocations: false
    enableAutomaticFailover: false
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAclBypass: 'None'
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous30Days' }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: { id: databaseName }
    options: capacity == 'Autoscale' ? { autoscaleSettings: { maxThroughput: maxThroughput } } : {}
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for definition in containers: {
    parent: database
    name: definition.name
    properties: {
      resource: {
        id: definition.name
        partitionKey: { kind: 'Hash', version: 2, paths: [definition.partitionKey] }
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: [for path in definition.indexed: { path: path }]
          excludedPaths: [{ path: '/*' }]
        }
        defaultTtl: definition.?timeToLive
      }
    }
  }
]

output id string = account.id
output endpoint string = account.properties.documentEndpoint
