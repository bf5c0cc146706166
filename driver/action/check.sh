#!/usr/bin/env bash
# What the GitHub Action runs, and any other system can: configures a project of
# CMake that has no compile database yet, and checks it. From the environment,
# each as the input of action.yml: FEARLESS_BUILD, FEARLESS_PROFILE,
# FEARLESS_SINCE, FEARLESS_BASELINE, FEARLESS_FAIL_ON, FEARLESS_SARIF and
# FEARLESS_OPTIONS. The exit status is that of `fearless check`.
set -euo pipefail

build=${FEARLESS_BUILD:-build}
[ -f "$build/compile_commands.json" ] ||
  cmake -B "$build" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON

options=(-p "$build" --report "sarif=${FEARLESS_SARIF:-fearless.sarif}")
[ -z "${FEARLESS_PROFILE-}" ] || options+=(--profile "$FEARLESS_PROFILE")
[ -z "${FEARLESS_SINCE-}" ] || options+=(--since "$FEARLESS_SINCE")
[ -z "${FEARLESS_FAIL_ON-}" ] || options+=(--fail-on "$FEARLESS_FAIL_ON")
baseline=${FEARLESS_BASELINE:-fearless-baseline.json}
[ ! -f "$baseline" ] || options+=(--baseline "$baseline")
# Several words in one variable.
read -ra more <<<"${FEARLESS_OPTIONS-}"

fearless check "${options[@]}" ${more[@]+"${more[@]}"}
