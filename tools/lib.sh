# lib.sh: what the commands of this folder share
#
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash

# Debian's names; the README has those of other distributions.
BUILD_PACKAGES=(
  gcc libc6-dev gettext meson ninja-build pkg-config python3
  libglib2.0-dev libsoup-3.0-dev libjson-glib-dev libyaml-dev libsystemd-dev
  libncurses-dev
)
TEST_PACKAGES=(
  gobject-introspection libgirepository1.0-dev python3-gi gi-docgen
  clang libclang-rt-dev llvm clang-format universal-ctags python3-jsonschema python3-yaml
  locales dbus dbus-user-session systemd gjs libglib2.0-bin
  bash-completion zsh fish mandoc groff-base tmux
)

say() {
  printf '\n==> %s\n' "$*"
}

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# list_missing PACKAGE…: those that are not installed, one a line
list_missing() {
  local package

  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null |
      grep -qx installed || printf '%s\n' "$package"
  done
}

# as_root COMMAND…: fails when that needs a password
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# what apt says is shown only if it fails
apt_install() {
  local log

  log=$(as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" </dev/null 2>&1) && return 0
  tail -n 20 <<<"$log" >&2
  return 1
}

# need_packages PACKAGE…: installs what is missing, or says what and how
need_packages() {
  local missing

  if ! command -v dpkg-query >/dev/null; then
    printf 'This is not Debian: see the README for the packages that are needed.\n' >&2
    return 0
  fi
  mapfile -t missing < <(list_missing "$@" | sort -u)
  [ "${#missing[@]}" = 0 ] && return 0

  say "Installing ${missing[*]}"
  if ! as_root true; then
    die "these packages are missing, and installing them needs root:
  apt-get install ${missing[*]}"
  fi
  # the package lists may be missing or old
  apt_install "${missing[@]}" 2>/dev/null && return 0
  as_root apt-get update -qq </dev/null || true
  apt_install "${missing[@]}" || die "could not install ${missing[*]}"
}

# configure FOLDER OPTION…: makes a build folder, or brings an old one up to date
configure() {
  local folder=$1 log

  shift
  if [ -e "$folder/build.ninja" ]; then
    meson configure "$folder" "$@" >/dev/null || return 1
  else
    log=$(meson setup "$folder" "$@" 2>&1) || {
      printf '%s\n' "$log"
      return 1
    }
  fi
}
