// The program's promises as rules of the platform: they hold against whoever clicks in the portal, too.
targetScope = 'subscription'

param resourceGroupName string
param location string

@description('Part of the definitions\' names, so that two environments in one subscription do not share them.')
param suffix string

var rules = [
  { name: 'no-facial-analysis', definition: loadJsonContent('policies/no-facial-analysis.json') }
  { name: 'no-public-blobs', definition: loadJsonContent('policies/no-public-blobs.json') }
  { name: 'no-keys', definition: loadJsonContent('policies/no-keys.json') }
  { name: 'no-servers', definition: loadJsonContent('policies/no-servers.json') }
]

resource definitions 'Microsoft.Authorization/policyDefinitions@2026-07-01' = [
  for rule in rules: {
    name: 'dragonfly-${rule.name}-${suffix}'
    properties: {
      displayName: rule.definition.displayName
      description: rule.definition.description
      policyType: 'Custom'
      mode: rule.definition.mode
      metadata: { category: 'Dragonfly', version: '1.0.0' }
      policyRule: rule.definition.rule
    }
  }
]

module assignment 'modules/policyassignment.bicep' = [
  for (rule, i) in rules: {
    scope: resourceGroup(resourceGroupName)
    params: {
      name: 'dragonfly-${rule.name}'
      location: location
      displayName: rule.definition.displayName
      message: rule.definition.message
      policyDefinitionId: definitions[i].id
    }
  }
]
