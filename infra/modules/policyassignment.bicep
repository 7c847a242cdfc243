param name string
param location string
param displayName string
param message string
param policyDefinitionId string

resource assignment 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: name
  location: location
  properties: {
    displayName: displayName
    policyDefinitionId: policyDefinitionId
    enforcementMode: 'Default'
    nonComplianceMessages: [{ message: message }]
  }
}
