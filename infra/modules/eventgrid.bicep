param location string
param tags object
param topicName string
param systemTopicName string
param evidenceId string
param private bool

// Identities of their own, assigned by the system: no other kind is let through a storage account's firewall as a trusted service.
resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
  }
}

// What happens to clips, told by the account that holds them.
resource clips 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: systemTopicName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: evidenceId
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

output topicId string = topic.id
output endpoint string = topic.properties.endpoint
output topicPrincipalId string = topic.identity.principalId
output systemTopicId string = clips.id
output systemTopicPrincipalId string = clips.identity.principalId
