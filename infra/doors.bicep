// In the private network, the doors that people and systems come in by: the API and the dashboard.
param location string
param tags object
param suffix string
param networkId string
param subnetId string
param functionsId string
param dashboardId string

@description('Its name says in which of several zones it is found, and is known only once it is there.')
param dashboardHost string

var functionsZone = 'privatelink.azurewebsites.net'
var dashboardZone = 'privatelink.${join(skip(split(dashboardHost, '.'), 1), '.')}'

module zones 'modules/zones.bicep' = {
  params: { tags: tags, networkId: networkId, zones: [functionsZone, dashboardZone] }
}

module functions 'modules/privatelink.bicep' = {
  params: {
    location: location
    tags: tags
    subnetId: subnetId
    name: 'pep-functions-${suffix}'
    resourceId: functionsId
    group: 'sites'
    zones: [functionsZone]
  }
  dependsOn: [zones]
}

module dashboard 'modules/privatelink.bicep' = {
  params: {
    location: location
    tags: tags
    subnetId: subnetId
    name: 'pep-dashboard-${suffix}'
    resourceId: dashboardId
    group: 'staticSites'
    zones: [dashboardZone]
  }
  dependsOn: [zones]
}
