#!/usr/bin/env bash
# Deploys Intake into a resource group: what it runs on, then itself. docs/azure.md says what to have ready, and why it is run twice.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ $# -lt 1 ]; then
  echo "usage: infra/azure/deploy.sh RESOURCE_GROUP [PARAMETERS.bicepparam]" >&2
  exit 2
fi
group=$1
parameters=${2:-infra/azure/main.bicepparam}

# Names read without a default must come from the environment.
missing=$(grep -o "readEnvironmentVariable('[A-Za-z_]*')" "$parameters" | cut -d"'" -f2 | while read -r name; do [ -n "${!name:-}" ] || echo "$name"; done)
if [ -n "$missing" ]; then
  echo "Set these environment variables first:" >&2
  echo "$missing" >&2
  exit 1
fi

# The code first: what does not build need not be paid for.
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
dotnet publish functions -c Release -r linux-x64 --no-self-contained -p:IntakeTarget=Azure -o "$build/app"
for needed in host.json functions.metadata worker.config.json playbooks .azurefunctions; do
  [ -e "$build/app/$needed" ] || { echo "The build has no $needed: it would start and find no functions." >&2; exit 1; }
done
(cd "$build/app" && zip -qr ../app.zip .) # "." and not "*": .azurefunctions is hidden

app=$(az deployment group create --resource-group "$group" --name intake --parameters "$parameters" --query properties.outputs.appName.value --output tsv)
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$build/app.zip"

url=$(az deployment group show --resource-group "$group" --name intake --query properties.outputs.appUrl.value --output tsv)
echo "Deployed. Asking $url/api/health:"
curl --fail --silent --show-error --retry 10 --retry-delay 6 --retry-all-errors "$url/api/health"
echo
