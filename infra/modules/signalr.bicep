param location string
param tags object
param name string
param private bool
param allowedOrigins array

@description('Each unit carries 1,000 connections and a million messages a day.')
@allowed([1, 2, 5, 10, 20, 50, 100])
param units int

resource signalr 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: { name: 'Standard_S1', capacity: units }
  properties: {
    features: [{ flag: 'ServiceMode', value: 'Serverless' }]
    disableLocalAuth: true
    disableAadAuth: false
    tls: { clientCertEnabled: false }
    cors: { allowedOrigins: allowedOrigins }
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    // What is not named is decided by the default, and the endpoints' connections have no name before they are there: so the public network is named.
    networkACLs: {
      defaultAction: 'Allow'
      publicNetwork: { deny: private ? ['ClientConnection', 'RESTAPI', 'ServerConnection', 'Trace'] : [] }
    }
    resourceLogConfiguration: {
      categories: [
        { name: 'ConnectivityLogs', enabled: 'true' }
        { name: 'HttpRequestLogs', enabled: 'true' }
      ]
    }
  }
}

output id string = signalr.id
output endpoint string = 'https://${signalr.properties.hostName}'
