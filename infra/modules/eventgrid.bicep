param location string
param tags object
param topicName string
param systemTopicName string
param evidenceId string
param deliveryIdentityId string
param private bool

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${deliveryIdentityId}': {} }
  }
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
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${deliveryIdentityId}': {} }
  }
  properties: {
    source: evidenceId
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

output topicId string = topic.id
output endpoint string = topic.properties.endpoint
output systemTopicId string = clips.id
