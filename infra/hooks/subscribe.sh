#!/usr/bin/env sh
# After the code: Event Grid asks a function whether it wants events before it sends any, so a subscription made earlier fails.
# azd sets these from the outputs of main.bicep, and the subscription, which need not be az's own; none of them is a secret.
set -eu
cd "$(dirname "$0")/.."
: "${AZURE_RESOURCE_GROUP:?run by azd, or set what main.bicep puts out}"

attempt=1
until az deployment group create --only-show-errors --output none \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --name dragonfly-subscriptions \
  --template-file subscriptions.bicep \
  --parameters \
  topicName="$TOPIC_NAME" \
  systemTopicName="$SYSTEM_TOPIC_NAME" \
  storageName="$STORAGE_NAME" \
  functionsName="$FUNCTIONS_NAME" \
  private="$DRAGONFLY_PRIVATE"; do
  # Functions are listed some moments after their package is there.
  [ "$attempt" -lt 6 ] || { echo "Event Grid's subscriptions were not made; run infra/hooks/subscribe.sh again" >&2; exit 1; }
  attempt=$((attempt + 1))
  sleep 20
done
