param location string
param tags object
param workspaceName string
param insightsName string
param private bool

@description('Days that logs can be queried. The audit log is in Cosmos DB and is never deleted; these are operations\' own.')
param retentionInDays int = 90

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    features: { disableLocalAuth: true }
    publicNetworkAccessForIngestion: private ? 'Disabled' : 'Enabled'
    publicNetworkAccessForQuery: private ? 'Disabled' : 'Enabled'
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    DisableIpMasking: false
    publicNetworkAccessForIngestion: private ? 'Disabled' : 'Enabled'
    publicNetworkAccessForQuery: private ? 'Disabled' : 'Enabled'
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
// Says where telemetry goes; with local authentication off, its key opens nothing.
output connectionString string = insights.properties.ConnectionString
