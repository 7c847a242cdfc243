using '../../../infra/subscriptions.bicep'

param topicName = 'topic'
param systemTopicName = 'clips'
param storageName = 'storage'
param functionsName = 'functions'
param deliveryIdentityId = '/subscriptions/20000000-0000-0000-0000-000000000000/resourceGroups/rg-test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/delivery'
param private = false
