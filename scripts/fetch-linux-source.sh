#!/bin/sh
# Fetches the part of a kernel tree that `rmrr-conformance run --linux` reads, from Debian's source packages.
#
#   scripts/fetch-linux-source.sh SUITE PACKAGE FOLDER
#   scripts/fetch-linux-source.sh bookworm linux-source-6.1 ~/trees/6.1
#
# A package of the machine's own suite could be installed as well; one of another suite could not, so every
# package is only downloaded and unpacked here, with an apt configuration of its own: nothing of the system's
# lists, sources or packages changes. The mirror is the one that the system's own sources name.
# FOLDER then holds a pruned tree; it is left alone if it is there already.
set -eu

if [ $# -ne 3 ]; then
  echo "usage: $0 SUITE PACKAGE FOLDER" >&2
  exit 2
fi
suite=$1 package=$2 folder=$3
[ -e "$folder/Makefile" ] && exit 0

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
# The installed package spares the download.
archive=/usr/src/$package.tar.xz
if [ ! -e "$archive" ]; then
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  for site in $(apt-get indextargets --format '$(REPO_URI)' | sort -u); do
    case $site in
      *-security/) case $suite in sid | experimental | *-backports) ;; *) echo "deb [signed-by=$keyring] $site $suite-security main" ;; esac ;;
      */debian/) echo "deb [signed-by=$keyring] $site $suite main" ;;
    esac
  done >"$state/sources.list"
  apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
      -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" -o APT::Sandbox::User=root \
      -o Acquire::Languages=none -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false "$@"
  }
  apt update
  (cd "$state" && apt download "$package")
  dpkg-deb --fsys-tarfile "$state"/"$package"_*.deb | tar -C "$state" -xf - --wildcards "*/$package.tar.xz"
  archive=$state/usr/src/$package.tar.xz
fi

part=$folder.$$.part
mkdir -p "$part"
# Only what is read: the IOMMU drivers and consumers, and the headers that declare what they share.
tar -C "$part" --strip-components=1 -xf "$archive" --wildcards --no-wildcards-match-slash \
  '*/Makefile' '*/COPYING' '*/drivers/iommu' '*/drivers/vfio' '*/include/linux' '*/include/uapi/linux' '*/include/acpi' \
  '*/arch/x86/include/asm' '*/drivers/pci'
# Somebody else may have been faster.
if [ -e "$folder/Makefile" ]; then rm -rf "$part"; else mv -T "$part" "$folder"; fi
