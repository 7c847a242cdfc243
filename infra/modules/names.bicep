// Names are worked out before anything is deployed, so that a what-if can say what will be assigned to what.
@export()
type names = {
  app: string
  plan: string
  appIdentity: string
  workspace: string
  insights: string
  storage: string
  packages: string
  deadLetters: string
  events: string
  evidence: string
  clips: string
  cosmos: string
  database: string
  topic: string
  systemTopic: string
  signalr: string
  vault: string
  key: string
  scheduler: string
  hub: string
  dashboard: string
}
