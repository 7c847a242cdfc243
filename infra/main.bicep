targetScope = 'subscription'

@description('Name of the environment; azd\'s AZURE_ENV_NAME.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of everything but the dashboard. It must have Flex Consumption, Durable Task Scheduler and availability zones: storage is always spread over them.')
param location string

@description('Everything through a private network and nothing from the internet. See infra/README.md for what must then be peered.')
param private bool = false

@description('Addresses of the private network; the city\'s own must not overlap.')
param addressPrefix string = '10.60.0.0/24'

@description('What storage accounts are called in this cloud.')
param storageSuffix string = environment().suffixes.storage

@description('Spread the app and the database over availability zones as well; it costs more.')
param zoneRedundant bool = false

@description('Serverless is paid by request and promises no latency; Autoscale is for the largest cities.')
@allowed(['Serverless', 'Autoscale'])
param capacity string = 'Serverless'

@description('RU/s that Autoscale may reach.')
@minValue(1000)
param maxThroughput int = 10000

@description('Units of Azure SignalR Service: 1,000 connections and a million messages a day each.')
@allowed([1, 2, 5, 10, 20, 50, 100])
param signalrUnits int = 1

@description('Warm instances each for HTTP and for the loops; 0 lets a first call wait for a cold start.')
@minValue(0)
param alwaysReady int = 1

@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@description('Region that manages the dashboard\'s static files.')
@allowed(['centralus', 'eastasia', 'eastus2', 'westeurope', 'westus2'])
param dashboardLocation string = 'eastus2'

@description('Issuer of the tokens: https://login.microsoftonline.com/{tenant}/v2.0.')
param authority string

@description('What the tokens are for: the application id URI of the API.')
param audience string

@description('REST video gateway, and the Entra scope to ask a token for it.')
param videoEndpoint string
param videoScope string

@description('Who is told of alerts and of the budget.')
param alertEmail string

@description('US dollars a month; docs/costs.md says what to expect.')
@minValue(1)
param monthlyBudget int = 500

@description('First day of the month in which this environment was first deployed. azd keeps what was deployed; a pipeline has to set it, since Azure refuses another one later.')
param budgetStart string = ''

@description('Leave it; only a default may ask for the time.')
param thisMonth string = utcNow('yyyy-MM-01')

var suffix = toLower(uniqueString(subscription().id, environmentName, location))
var budgetMonth = empty(budgetStart) ? thisMonth : budgetStart
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

// First, so that nothing is there that they would have refused.
module policy 'policy.bicep' = {
  params: {
    resourceGroupName: group.name
    location: location
    suffix: suffix
  }
}

module system 'system.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    private: private
    addressPrefix: addressPrefix
    storageSuffix: storageSuffix
    zoneRedundant: zoneRedundant
    capacity: capacity
    maxThroughput: maxThroughput
    signalrUnits: signalrUnits
    alwaysReady: alwaysReady
    maximumInstances: maximumInstances
    dashboardLocation: dashboardLocation
    authority: authority
    audience: audience
    videoEndpoint: videoEndpoint
    videoScope: videoScope
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetMonth
  }
  dependsOn: [policy]
}

// Kept by azd, and passed from then on: the next month has another default, and Azure refuses it.
output DRAGONFLY_BUDGET_START string = budgetMonth
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output DRAGONFLY_PRIVATE bool = private
output FUNCTIONS_NAME string = system.outputs.functionsName
output FUNCTIONS_URL string = system.outputs.functionsUrl
output DASHBOARD_URL string = system.outputs.dashboardUrl
output SIGNALR_ENDPOINT string = system.outputs.signalrEndpoint
output CLIPS_ENDPOINT string = system.outputs.clipsEndpoint
output STORAGE_NAME string = system.outputs.storageName
output TOPIC_NAME string = system.outputs.topicName
output SYSTEM_TOPIC_NAME string = system.outputs.systemTopicName
