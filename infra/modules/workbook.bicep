param location string
param tags object
param workspaceName string

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = { name: workspaceName }

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // Workbooks are named by GUIDs only.
  name: guid(resourceGroup().id, 'dragonfly')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Dragonfly: operations'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: replace(loadTextContent('../workbook.json'), '{workspace}', workspace.id)
  }
}
