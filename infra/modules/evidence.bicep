// Clips: an account of their own, so that whoever may run the app's host may not touch evidence.
param location string
param tags object
param name string
param private bool
param clipsName string
param allowedOrigins array

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    // The lifecycle rules below are run by a trusted service, which a firewall would otherwise stop.
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    // The dashboard plays clips by links, a range at a time.
    cors: {
      corsRules: [
        {
          allowedOrigins: allowedOrigins
          allowedMethods: ['GET', 'HEAD']
          allowedHeaders: ['range', 'if-match', 'if-none-match']
          exposedHeaders: ['accept-ranges', 'content-length', 'content-range', 'etag']
          maxAgeInSeconds: 3600
        }
      ]
    }
    changeFeed: { enabled: true, retentionInDays: 400 }
    deleteRetentionPolicy: { enabled: true, days: 30 }
    containerDeleteRetentionPolicy: { enabled: true, days: 90 }
  }
}

// Version-level: a clip is held for as long as its own case demands, and a legal hold is set on it alone.
resource clips 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobs
  name: clipsName
  properties: {
    publicAccess: 'None'
    immutableStorageWithVersioning: { enabled: true }
  }
}

// Moves what is rarely read to where keeping it is cheap. When a clip may go is the evidence rules' to say, ten years at the most; what they missed goes a quarter later, unless it
// is held: nothing deletes that.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'clips'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${clips.name}/'] }
            actions: {
              baseBlob: {
                tierToCool: { daysAfterModificationGreaterThan: 30 }
                tierToCold: { daysAfterModificationGreaterThan: 180 }
                delete: { daysAfterCreationGreaterThan: 3740 }
              }
              version: {
                tierToCool: { daysAfterCreationGreaterThan: 30 }
                delete: { daysAfterCreationGreaterThan: 3740 }
              }
            }
          }
        }
      ]
    }
  }
}

output id string = account.id
output endpoint string = account.properties.primaryEndpoints.blob
