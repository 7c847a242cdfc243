// One resource, reached from the network: its endpoint, and its name in zones that are there already.
param location string
param tags object
param subnetId string
param name string
param resourceId string
param group string
param zones string[]

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = [for zoneName in zones: { name: zoneName }]

resource endpoint 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: name
        properties: { privateLinkServiceId: resourceId, groupIds: [group] }
      }
    ]
  }

  resource records 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        for (zoneName, i) in zones: {
          name: replace(zoneName, '.', '-')
          properties: { privateDnsZoneId: zone[i].id }
        }
      ]
    }
  }
}
