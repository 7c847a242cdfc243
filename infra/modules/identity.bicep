param location string
param tags object
param appName string
param deliveryName string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: appName
  location: location
  tags: tags
}

// Event Grid's own: it writes to one queue and one container, and could not read the log if it were misused.
resource delivery 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: deliveryName
  location: location
  tags: tags
}

output appId string = app.id
output appClientId string = app.properties.clientId
output appPrincipalId string = app.properties.principalId
output deliveryId string = delivery.id
output deliveryPrincipalId string = delivery.properties.principalId
