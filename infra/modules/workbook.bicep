param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // Workbooks are named by GUIDs only.
  name: guid(resourceGroup().id, 'dragonfly')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Dragonfly: operations'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: replace(loadTextContent('../workbook.json'), '{workspace}', workspaceId)
  }
}
