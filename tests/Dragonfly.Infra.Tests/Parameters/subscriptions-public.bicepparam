using '../../../infra/subscriptions.bicep'

param topicName = 'topic'
param systemTopicName = 'clips'
param storageName = 'storage'
param functionsName = 'functions'
param private = false
