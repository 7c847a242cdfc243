// Static files, which hold no data: what they show comes from the API, with the token of whoever is looking.
@description('Static Web Apps are managed in few regions; what they serve is everywhere.')
param location string
param tags object
param name string
param private bool

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'dashboard' })
  // The Free one takes no private endpoint.
  sku: {
    name: private ? 'Standard' : 'Free'
    tier: private ? 'Standard' : 'Free'
  }
  properties: {
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    stagingEnvironmentPolicy: 'Disabled'
    allowConfigFileUpdates: true
  }
}

output id string = site.id
output hostName string = site.properties.defaultHostname
output origin string = 'https://${site.properties.defaultHostname}'
