#!/usr/bin/env bash
# k8s/gke/bootstrap.sh --project P --domain D [--region R] [--cluster C] [--dataset N] [--location L] [--bucket B] [--apply]
#
# Makes what must exist before `kubectl apply -k k8s/overlays/gke`; with --bucket also what the nightly export of a
# database (components/db-export) needs. Without --apply it only prints what it would run, and
# calls nothing. With it each command is printed before it runs; what is there already is left as it is, so it may be run
# again. The first command that fails ends it.
#
# Needs gcloud, bq, kubectl and openssl, and the right to set IAM policies in the project.

set -euo pipefail

project='' domain='' region=europe-west1 cluster=oceanus dataset=oceanus location=EU bucket=''
apply=false
namespace=oceanus

die() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 1
}

usage() {
  printf 'usage: %s\n' "bootstrap.sh --project P --domain D [--region R] [--cluster C] [--dataset N] [--location L] [--bucket B] [--apply]" >&2
  exit 64
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --apply) apply=true && shift ;;
    --dry-run) apply=false && shift ;;
    --project | --domain | --region | --cluster | --dataset | --location | --bucket)
      [[ $# -ge 2 && -n $2 ]] || usage
      printf -v "${1#--}" '%s' "$2"
      shift 2
      ;;
    *) usage ;;
  esac
done
[[ -n $project && -n $domain ]] || usage
[[ $project =~ ^[a-z][a-z0-9-]{4,28}[a-z0-9]$ ]] || die "--project must be a project's id, found '$project'"
[[ $domain =~ ^[a-z0-9.-]+\.[a-z]+$ ]] || die "--domain must be a host's name, found '$domain'"
[[ $dataset =~ ^[A-Za-z0-9_]+$ ]] || die "--dataset must be letters, digits and underscores, found '$dataset'"
[[ -z $bucket || $bucket =~ ^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$ ]] || die "--bucket must be a bucket's name, found '$bucket'"

say() {
  printf '\n# %s\n' "$*"
}

# Prints a command so that it can be pasted, and runs it with --apply.
run() {
  printf '+'
  printf ' %q' "$@"
  printf '\n'
  [[ $apply == true ]] || return 0
  "$@" || die "failed: $*"
}

# ensure "what" DESCRIBE... -- CREATE...: runs the second command unless the first one finds it.
ensure() {
  local what=$1 look=()
  shift
  while [[ $1 != -- ]]; do
    look+=("$1")
    shift
  done
  shift
  if [[ $apply == true ]] && "${look[@]}" >/dev/null 2>&1; then
    printf '  %s exists\n' "$what"
    return 0
  fi
  run "$@"
}

# gc ARGUMENT...: gcloud in the project, asking nothing.
gc=(gcloud --project "$project" --quiet)

say "APIs"
run "${gc[@]}" services enable artifactregistry.googleapis.com bigquery.googleapis.com \
  bigquerystorage.googleapis.com certificatemanager.googleapis.com compute.googleapis.com \
  container.googleapis.com iam.googleapis.com pubsub.googleapis.com

say "Cluster: Autopilot has Workload Identity, Gateway API, network policies and managed metrics"
ensure "cluster $cluster" "${gc[@]}" container clusters describe "$cluster" --region "$region" -- \
  "${gc[@]}" container clusters create-auto "$cluster" --region "$region"
run "${gc[@]}" container clusters get-credentials "$cluster" --region "$region"
run kubectl get gatewayclass gke-l7-global-external-managed
ensure "namespace $namespace" kubectl get namespace "$namespace" -- kubectl create namespace "$namespace"

say "Images"
ensure "repository oceanus" "${gc[@]}" artifacts repositories describe oceanus --location "$region" -- \
  "${gc[@]}" artifacts repositories create oceanus --location "$region" --repository-format docker

say "Address, certificate and TLS policy of the edge"
ensure "address oceanus" "${gc[@]}" compute addresses describe oceanus --global -- \
  "${gc[@]}" compute addresses create oceanus --global
ensure "certificate oceanus" "${gc[@]}" certificate-manager certificates describe oceanus -- \
  "${gc[@]}" certificate-manager certificates create oceanus --domains "$domain"
ensure "certificate map oceanus" "${gc[@]}" certificate-manager maps describe oceanus -- \
  "${gc[@]}" certificate-manager maps create oceanus
ensure "entry of the certificate map" \
  "${gc[@]}" certificate-manager maps entries describe oceanus --map oceanus -- \
  "${gc[@]}" certificate-manager maps entries create oceanus --map oceanus --certificates oceanus --hostname "$domain"
ensure "TLS policy oceanus" "${gc[@]}" compute ssl-policies describe oceanus -- \
  "${gc[@]}" compute ssl-policies create oceanus --profile MODERN --min-tls-version 1.2

say "Topic of live events, its subscription, and where dead ones go"
for topic in oceanus-live oceanus-live-dead; do
  ensure "topic $topic" "${gc[@]}" pubsub topics describe "$topic" -- "${gc[@]}" pubsub topics create "$topic"
done
ensure "subscription oceanus-notifier" "${gc[@]}" pubsub subscriptions describe oceanus-notifier -- \
  "${gc[@]}" pubsub subscriptions create oceanus-notifier --topic oceanus-live --ack-deadline 60 \
  --message-retention-duration 7d --expiration-period never --min-retry-delay 5s --max-retry-delay 60s \
  --dead-letter-topic oceanus-live-dead --max-delivery-attempts 50
ensure "subscription oceanus-live-dead" "${gc[@]}" pubsub subscriptions describe oceanus-live-dead -- \
  "${gc[@]}" pubsub subscriptions create oceanus-live-dead --topic oceanus-live-dead --ack-deadline 60 \
  --message-retention-duration 7d --expiration-period never

say "Dataset"
ensure "dataset $dataset" bq --project_id "$project" show --dataset "$project:$dataset" -- \
  bq --project_id "$project" --location "$location" mk --dataset "$project:$dataset"

say "Identities: a service account for each program, which its pods are by Workload Identity"
account() { # NAME KUBERNETES-NAME
  ensure "service account oceanus-$1" \
    "${gc[@]}" iam service-accounts describe "oceanus-$1@$project.iam.gserviceaccount.com" -- \
    "${gc[@]}" iam service-accounts create "oceanus-$1" --display-name "Oceanus $2"
  run "${gc[@]}" iam service-accounts add-iam-policy-binding "oceanus-$1@$project.iam.gserviceaccount.com" \
    --role roles/iam.workloadIdentityUser --member "serviceAccount:$project.svc.id.goog[$namespace/$2]"
}
account collector collector
account loader redis-to-bigquery
account notifier pubsub-notifier
account tables table-creator
[[ -z $bucket ]] || account export db-export

member() {
  printf 'serviceAccount:oceanus-%s@%s.iam.gserviceaccount.com' "$1" "$project"
}

say "What they may do"
run "${gc[@]}" pubsub topics add-iam-policy-binding oceanus-live --role roles/pubsub.publisher --member "$(member collector)"
run "${gc[@]}" pubsub subscriptions add-iam-policy-binding oceanus-notifier \
  --role roles/pubsub.subscriber --member "$(member notifier)"
for each in loader notifier tables; do
  run "${gc[@]}" projects add-iam-policy-binding "$project" \
    --role roles/bigquery.jobUser --member "$(member "$each")" --condition None
done
grant() { # ROLE NAME
  run bq --project_id "$project" --location "$location" query --use_legacy_sql=false \
    "GRANT \`roles/bigquery.$1\` ON SCHEMA \`$project.$dataset\` TO '$(member "$2")'"
}
grant dataEditor loader
grant dataEditor tables
grant dataViewer notifier

if [[ -n $bucket ]]; then
  say "Bucket of the nightly export, which nobody reads unless he is told to, and what the export may do"
  ensure "bucket $bucket" "${gc[@]}" storage buckets describe "gs://$bucket" -- \
    "${gc[@]}" storage buckets create "gs://$bucket" --location "$location" \
    --uniform-bucket-level-access --public-access-prevention
  run "${gc[@]}" storage buckets add-iam-policy-binding "gs://$bucket" \
    --role roles/storage.objectUser --member "$(member export)"
  run "${gc[@]}" projects add-iam-policy-binding "$project" \
    --role roles/bigquery.jobUser --member "$(member export)" --condition None
  grant dataEditor export
fi

say "Dead letters are published by Pub/Sub itself"
number=NUMBER
if [[ $apply == true ]]; then
  number=$("${gc[@]}" projects describe "$project" --format 'value(projectNumber)') || die "failed: gcloud projects describe $project"
fi
agent=serviceAccount:service-$number@gcp-sa-pubsub.iam.gserviceaccount.com
run "${gc[@]}" pubsub topics add-iam-policy-binding oceanus-live-dead --role roles/pubsub.publisher --member "$agent"
run "${gc[@]}" pubsub subscriptions add-iam-policy-binding oceanus-notifier --role roles/pubsub.subscriber --member "$agent"

say "Password of Redis; it is shown nowhere, and in no file that stays"
folder=/tmp/FOLDER
if [[ $apply == true ]]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  password=$(openssl rand -hex 32) || die "failed: openssl rand"
  (umask 077 && printf '%s' "$password" >"$folder/password" && printf 'requirepass %s\n' "$password" >"$folder/auth.conf")
fi
ensure "secret redis-auth" kubectl --namespace "$namespace" get secret redis-auth -- \
  kubectl --namespace "$namespace" create secret generic redis-auth \
  --from-file "$folder/password" --from-file "$folder/auth.conf"

say "KEDA, which adds loaders; if this fails install it into the namespace keda, or leave components/autoscaling-keda out"
run kubectl get crd scaledobjects.keda.sh

say "Left to you"
registry='REGISTRY'
if [[ $apply == true ]]; then
  registry=$("${gc[@]}" artifacts repositories describe oceanus --location "$region" --format 'value(registryUri)') ||
    die "failed: gcloud artifacts repositories describe oceanus"
fi
cat <<END
1. Let the name $domain point to the address:
     gcloud --project $project compute addresses describe oceanus --global --format 'value(address)'
2. Put your names into the overlay:
     sed -i.before 's#registry.example/my-project/oceanus#$registry#; s#my-project#$project#; s#bigquery-location=US#bigquery-location=$location#; s#bigquery-dataset=oceanus#bigquery-dataset=$dataset#' k8s/overlays/gke/names/kustomization.yaml
     rm k8s/overlays/gke/names/kustomization.yaml.before
3. Push the images to $registry, then
     kubectl apply -k k8s/overlays/gke
     kubectl -n $namespace create job --from=cronjob/table-creator first-tables
END
if [[ -n $bucket ]]; then
  cat <<END
4. For the export, say url, user and target (gs://$bucket/nightly) in k8s/components/db-export/kustomization.yaml, list
   that component in k8s/overlays/gke/kustomization.yaml, and put the database's password into the secret db-export-auth:
     kubectl -n $namespace create secret generic db-export-auth --from-file password=FILE
END
fi
