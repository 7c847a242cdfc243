#!/usr/bin/env bash
# The story of a robbery over HTTP. Usage: story.sh API [DOORS]; DOORS is where tokens and cameras are, when not at API.
set -euo pipefail
api=${1%/}/api doors=${2:-$1}
doors=${doors%/}
number=story-$(date +%s%N)
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

mask() {
  sed -E -e "s/$number/NUMBER/g" -e 's/[0-9a-f]{32}(-[0-9]+)?(-[0-9a-f]{24})?/ID\1/g' -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|\+00:00)/TIME/g' \
    -e 's#http://[^"]*/(video|hubs)/[^"]*#URL#g' -e 's/"version":[0-9]+/"version":N/g' -e 's/"hash":"[0-9a-f]*"/"hash":H/g' -e 's/THREAT-[0-9A-F]*/THREAT/g' -e 's/eyJ[A-Za-z0-9._-]+/TOKEN/g'
}
token() { # token role [name]
  curl -sS "$doors/local/tokens" -H 'Content-Type: application/json' -d "{\"role\":\"$1\"${2:+,\"name\":\"$2\"}}" | sed 's/.*"accessToken":"//; s/".*//'
}
call() { # call "what happens" METHOD path token [body]
  echo "## $1"
  curl -sS -X "$2" "$api/$3" ${4:+-H "Authorization: Bearer $4"} ${5:+-H 'Content-Type: application/json' -d "$5"} -o "$answer" -w '%{http_code} %{content_type}\n'
  text=$(mask <"$answer")
  printf '%s\n' "${text:0:${most:-100000}}" # Not head, which may be gone before all is written to it: that would end the story.
}
message() { # message id status
  echo "{\"number\":\"$number\",\"messageId\":\"$1\",\"messageTime\":\"$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)\",\"callType\":\"ROBBERY\",\"status\":\"$2\",\"location\":{\"latitude\":35.0456,\"longitude\":-85.3097}}"
}
field() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/" "$answer"; }
first() { sed -nE "s/(\"$1\":\"[^\"]*\").*/\1/; s/.*\"$1\":\"([^\"]*)\"$/\1/p" "$answer"; }
until_state() { # until_state incident state: waits until the first grant is in it
  for _ in $(seq 100); do
    curl -sS "$api/incidents/$1" -H "Authorization: Bearer $rtic" -o "$answer"
    if [ "$(first state)" = "$2" ]; then return; fi
    sleep 0.1
  done
  echo "the first grant is $(first state), not $2" >&2
  exit 1
}

cad=$(token Cad.Write) rtic=$(token Rtic.Investigator) chief=$(token Rtic.Supervisor) ops=$(token Ops)
other_chief=$(token Rtic.Supervisor 'another chief') admin=$(token Program.Admin)

call 'anybody may ask whether we are up' GET health ''
call 'without a token nobody reports' POST cad/incidents '' "$(message 0 Active)"
call 'an investigator does not report' POST cad/incidents "$rtic" "$(message 0 Active)"
call 'a wrong verb is nothing' PUT cad/incidents "$cad" '{}'
call 'what is not JSON is refused' POST cad/incidents "$cad" '{"number":'
call 'an unknown status is refused, by name' POST cad/incidents "$cad" "$(message 0 Bored)"
call 'CAD reports a robbery' POST cad/incidents "$cad" "$(message 1 Active)"
incident=$(field incidentId)
call 'and again, by mistake' POST cad/incidents "$cad" "$(message 1 Active)"
call 'CAD reads what it told us' GET "cad/incidents/$incident" "$cad"
until_state "$incident" unlocked
grant=$(first grantId)
call 'CAD may not see the feeds' GET "incidents/$incident" "$cad"
call 'an investigator looks' POST "incidents/$incident/grants/$grant/tickets" "$rtic" '{}'
ticket=$(field ticketId) url=$(field url)
echo "## and sees a picture"
curl -sS -o "$answer" -w '%{http_code} %{content_type}\n' "$url/still.png"
call 'and goes on looking' POST "tickets/$ticket/renew" "$rtic"
call 'an investigator does not extend' POST "incidents/$incident/extend" "$rtic" '{"minutes":10,"reason":"still searching"}'
most=60 call 'a supervisor does' POST "incidents/$incident/extend" "$chief" '{"minutes":10,"reason":"still searching"}'
call 'but not beyond the policy' POST "incidents/$incident/extend" "$chief" '{"minutes":500,"reason":"still searching"}'
most=60 call 'an operator has it stepped' POST "incidents/$incident/step" "$ops"
call 'CAD says that it is over' POST cad/incidents "$cad" "$(message 2 Closed)"
call 'looking is over too' POST "tickets/$ticket/renew" "$rtic"
until_state "$incident" locked
call 'and stays so' POST "incidents/$incident/grants/$grant/tickets" "$rtic" '{}'
call 'the ticket is given back' DELETE "tickets/$ticket" "$rtic"
call 'a message may be tried out' POST 'cad/incidents?dryRun=true' "$cad" "$(message 3 Active)"
call 'a tenant is its own agency only' POST events/elsewhere "$cad" '{}'
most=60 call 'a supervisor declares a threat' POST threats "$chief" '{"reason":"ACTSHOOT","minutes":30,"area":{"type":"Point","coordinates":[-85.3097,35.0456],"radiusMeters":200}}'
threat=$(first incidentId)
call 'and cannot approve it' POST "incidents/$threat/approve" "$chief"
most=60 call 'another supervisor can' POST "incidents/$threat/approve" "$other_chief"
most=60 call 'and ends it' POST "incidents/$threat/lock" "$other_chief" '{"reason":"all clear"}'
most=60 call 'the robbery is found again' GET "search/incidents?number=$number" "$rtic"
most=60 call 'an administrator reads the policy' GET policy "$admin"
call 'and cannot write it without having read it' PUT policy "$admin" '{}'
call 'the hub is open to the RTIC' POST rtic/negotiate "$rtic"
call 'there is no such incident' GET incidents/00000000000000000000000000000000 "$rtic"
