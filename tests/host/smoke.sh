#!/usr/bin/env bash
# Is what was deployed well, and is it shut? Usage: smoke.sh URL TOKEN [local]
# TOKEN is of an application with the role Cad.Write and an agency. CAD's message is only tried out: nothing is written but the sign-in and the refusals that the log keeps.
# "local" is for Dragonfly.Local, which does hand out development tokens.
set -euo pipefail
url=${1:?usage: smoke.sh URL TOKEN [local]} token=${2:?usage: smoke.sh URL TOKEN [local]} kind=${3:-deployed}
api=${url%/}/api
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
failed=0

call() { # call METHOD address [token [body]]: prints the status; the answer is in $answer
  curl -sS --max-time 30 -X "$1" "$2" ${3:+-H "Authorization: Bearer $3"} ${4:+-H 'Content-Type: application/json' -d "$4"} -o "$answer" -w '%{http_code}' || echo 000
}
expect() { # expect "what" STATUS [text in the answer] -- call's arguments
  local what=$1 status=$2 text=
  shift 2
  if [ "$1" != -- ]; then text=$1; shift; fi
  shift
  local got
  got=$(call "$@")
  if [ "$got" = "$status" ] && { [ -z "$text" ] || grep -q -- "$text" "$answer"; }; then
    echo "ok      $what"
  else
    echo "FAILED  $what: $got, not $status${text:+ with $text}: $(grep -oE "\"code\":\"[A-Za-z]+\"" "$answer" || true)"
    failed=1
  fi
}
message="{\"number\":\"smoke-$(date +%s)\",\"messageId\":\"1\",\"messageTime\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\"callType\":\"ROBBERY\",\"status\":\"Active\",\"location\":{\"latitude\":35.0456,\"longitude\":-85.3097}}"

# Degraded is up as well: a CAD system that says nothing, as in an environment that is there for tests, is no fault of what was deployed.
expect 'it is up' 200 '"status":"\(up\|degraded\)"' -- GET "$api/health"
expect 'the public reads what the program does' 200 '"facialRecognition\|facial recognition' -- GET "$api/transparency"
for door in 'POST cad/incidents' 'POST cad/heartbeat' 'GET incidents' 'POST threats' 'GET policy' 'GET partners' 'GET audit' 'GET people' 'GET misuse' 'POST rtic/negotiate' 'POST video/events'; do
  expect "without a token: $door" 401 tokenMissing -- "${door%% *}" "$api/${door#* }" '' '{}'
done
expect 'with a token that nobody issued' 401 -- GET "$api/incidents" eyJhbGciOiJub25lIn0.eyJyb2xlcyI6WyJPcHMiXX0.
expect 'CAD may try out a message' 200 '"qualifies":true' -- POST "$api/cad/incidents?dryRun=true" "$token" "$message"
expect 'and sees no incidents' 403 roleMissing -- GET "$api/incidents" "$token"
expect 'and no log' 403 roleMissing -- GET "$api/audit" "$token"
expect 'what is not JSON is refused' 400 malformedJson -- POST "$api/cad/incidents?dryRun=true" "$token" '{'
expect 'what there is not is 404' 404 -- GET "$api/no-such-thing"
if [ "$kind" = deployed ]; then expect 'development tokens are not handed out' 404 -- POST "${url%/}/local/tokens" '' '{"role":"Ops"}'; fi
exit "$failed"
