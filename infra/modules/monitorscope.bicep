// Azure Monitor is not reached by an endpoint of the workspace but by one of a scope that holds it.
param tags object
param name string
param workspaceId string
param insightsId string

resource scope 'Microsoft.Insights/privateLinkScopes@2021-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    accessModeSettings: { ingestionAccessMode: 'PrivateOnly', queryAccessMode: 'PrivateOnly' }
  }
}

resource workspace 'Microsoft.Insights/privateLinkScopes/scopedResources@2021-09-01' = {
  parent: scope
  name: 'workspace'
  properties: { linkedResourceId: workspaceId }
}

resource insights 'Microsoft.Insights/privateLinkScopes/scopedResources@2021-09-01' = {
  parent: scope
  name: 'insights'
  properties: { linkedResourceId: insightsId }
}
