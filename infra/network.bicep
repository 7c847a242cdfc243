// The private network, and in it a door to each thing that the app uses.
param location string
param tags object
param suffix string
param addressPrefix string
param storageSuffix string
param workspaceId string
param insightsId string
param storageId string
param evidenceId string
param cosmosId string
param topicId string
param signalrId string
param vaultId string
param schedulerId string

var scopeName = 'ampls-${suffix}'
var blobZone = 'privatelink.blob.${storageSuffix}'
var monitorZones = [
  'privatelink.monitor.azure.com'
  'privatelink.oms.opinsights.azure.com'
  'privatelink.ods.opinsights.azure.com'
  'privatelink.agentsvc.azure-automation.net'
  blobZone
]

var links = [
  { name: 'blobs', id: storageId, group: 'blob', zones: [blobZone] }
  { name: 'queues', id: storageId, group: 'queue', zones: ['privatelink.queue.${storageSuffix}'] }
  { name: 'tables', id: storageId, group: 'table', zones: ['privatelink.table.${storageSuffix}'] }
  { name: 'evidence', id: evidenceId, group: 'blob', zones: [blobZone] }
  { name: 'cosmos', id: cosmosId, group: 'Sql', zones: ['privatelink.documents.azure.com'] }
  { name: 'events', id: topicId, group: 'topic', zones: ['privatelink.eventgrid.azure.net'] }
  { name: 'signalr', id: signalrId, group: 'signalr', zones: ['privatelink.service.signalr.net'] }
  { name: 'vault', id: vaultId, group: 'vault', zones: ['privatelink.vaultcore.azure.net'] }
  { name: 'durable', id: schedulerId, group: 'scheduler', zones: ['privatelink.durabletask.io'] }
  { name: 'monitor', id: resourceId('Microsoft.Insights/privateLinkScopes', scopeName), group: 'azuremonitor', zones: monitorZones }
]

module network 'modules/network.bicep' = {
  params: { location: location, tags: tags, name: 'vnet-${suffix}', addressPrefix: addressPrefix }
}

module monitorScope 'modules/monitorscope.bicep' = {
  params: { tags: tags, name: scopeName, workspaceId: workspaceId, insightsId: insightsId }
}

module zones 'modules/zones.bicep' = {
  params: { tags: tags, networkId: network.outputs.id, zones: union(flatten(map(links, link => link.zones)), []) }
}

module link 'modules/privatelink.bicep' = [
  for each in links: {
    params: {
      location: location
      tags: tags
      subnetId: network.outputs.endpointsSubnetId
      name: 'pep-${each.name}-${suffix}'
      resourceId: each.id
      group: each.group
      zones: each.zones
    }
    dependsOn: [monitorScope, zones]
  }
]

output id string = network.outputs.id
output appSubnetId string = network.outputs.appSubnetId
output endpointsSubnetId string = network.outputs.endpointsSubnetId
