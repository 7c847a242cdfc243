#!/usr/bin/env bash
# Compares functions/Contracts with the real SDK, as far as the registry of this machine has it; names what it lacks. Needs the tests to be built (Debug).
set -euo pipefail
cd "$(dirname "$0")/../.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT
gather() { dotnet build tests/sdk/Dragonfly.Sdk.csproj -p:AzureSdk=packages "-p:Lacking=${1//;/%3B}" -v q --nologo >"$said" 2>&1; }

lacking=
if ! gather ''; then
  lacking=$(grep -oE 'NU1101: Unable to find package [A-Za-z.]+[A-Za-z]' "$said" | sed 's/.* //' | sort -u | paste -sd ';')
  if [ -z "$lacking" ] || ! gather "$lacking"; then
    cat "$said"
    exit 1
  fi
  echo "not compared, since this machine's registry lacks them: ${lacking//;/ }"
fi

DRAGONFLY_SDK_ASSEMBLIES=$PWD/tests/sdk/bin/packages/assemblies DRAGONFLY_SDK_LACKING=$lacking \
  dotnet test tests/Dragonfly.Functions.Tests --no-build --filter FullyQualifiedName~ContractParityTests
