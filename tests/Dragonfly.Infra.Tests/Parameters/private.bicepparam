using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'eastus2'
param authority = 'https://login.example/v2.0'
param audience = 'api://dragonfly'
param videoEndpoint = 'https://video.example/'
param videoScope = 'api://video/.default'
param alertEmail = 'operations@example.org'
param budgetStart = '2026-11-01'
param private = true
param capacity = 'Autoscale'
param zoneRedundant = true
param storageSuffix = 'core.windows.net'
