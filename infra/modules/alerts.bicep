// What operations staff are told: rules over what the app measures itself (alerts.json), over the platform's metrics, and over the promises.
param location string
param tags object
param workspaceName string
param appPrincipalId string
param topicId string
param systemTopicId string
param cosmosId string
param signalrId string

@description('Who is told.')
param email string

var alerts = loadJsonContent('../alerts.json')

var platform = [
  {
    name: 'dead-letters'
    description: 'An event of ours could not be delivered for a day and is in the container dead-letters.'
    severity: 2
    resourceId: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    dimensions: []
  }
  {
    name: 'dead-letters-clips'
    description: 'An event of the clips\' account could not be delivered for a day and is in the container dead-letters.'
    severity: 2
    resourceId: systemTopicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    threshold: 0
    dimensions: []
  }
  {
    name: 'cosmos-throttled'
    description: 'Cosmos DB turned away more than a hundred requests (429) in five minutes. They are retried; autoscale helps where serverless has reached its limit.'
    severity: 2
    resourceId: cosmosId
    namespace: 'Microsoft.DocumentDB/databaseAccounts'
    metric: 'TotalRequests'
    aggregation: 'Count'
    threshold: 100
    dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
  }
  {
    name: 'signalr-errors'
    description: 'Azure SignalR Service itself fails more than one request in a hundred.'
    severity: 3
    resourceId: signalrId
    namespace: 'Microsoft.SignalRService/SignalR'
    metric: 'SystemErrors' // In percent.
    aggregation: 'Maximum'
    threshold: 1
    dimensions: []
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = { name: workspaceName }

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'dragonfly-operations'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'dragonfly'
    enabled: true
    emailReceivers: [{ name: 'operations', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in alerts: {
    name: 'dragonfly-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.displayName
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspace.id]
      evaluationFrequency: alert.frequency
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: replace(alert.query, '{app}', appPrincipalId)
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: alert.periods, minFailingPeriodsToAlert: alert.failing }
          }
        ]
      }
      autoMitigate: true
      // Names and tables appear only with the first telemetry.
      skipQueryValidation: true
      actions: { actionGroups: [people.id] }
    }
  }
]

resource metricAlert 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in platform: {
    name: 'dragonfly-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [alert.resourceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'over'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: alert.namespace
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: 'GreaterThan'
            threshold: alert.threshold
            dimensions: alert.dimensions
          }
        ]
      }
      autoMitigate: true
      actions: [{ actionGroupId: people.id }]
    }
  }
]

// An administrator can remove or switch off a policy; nobody can take that right from him. He cannot do it unseen. Provisioning writes them again, and is told of too.
var changes = [
  { operation: 'policyAssignments/delete', scope: resourceGroup().id }
  { operation: 'policyAssignments/write', scope: resourceGroup().id }
  { operation: 'policyExemptions/write', scope: resourceGroup().id }
  { operation: 'policyDefinitions/write', scope: subscription().id }
]

resource promise 'Microsoft.Insights/activityLogAlerts@2026-01-01' = [
  for change in changes: {
    name: 'dragonfly-${replace(change.operation, '/', '-')}'
    location: 'global'
    tags: tags
    properties: {
      description: 'Somebody took away or changed what holds the program to its promises, or made an exemption; or the system was provisioned.'
      enabled: true
      scopes: [change.scope]
      condition: {
        allOf: [
          { field: 'category', equals: 'Administrative' }
          { field: 'operationName', equals: 'Microsoft.Authorization/${change.operation}' }
          { field: 'status', equals: 'Succeeded' }
        ]
      }
      actions: { actionGroups: [{ actionGroupId: people.id }] }
    }
  }
]

output actionGroupId string = people.id
