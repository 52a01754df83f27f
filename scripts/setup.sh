#!/usr/bin/env bash
# Installs what building and testing the page need and this machine lacks, one line for each; what is there is left alone.
#
#   scripts/setup.sh page    what `make serve` and `make build` need
#   scripts/setup.sh tests   the same, and what `make test` needs besides
#
# The Makefile calls it, with TOOLS, a folder on its PATH for the two tools that are compiled: they replace no other
# version that you may have.
set -euo pipefail
cd "$(dirname "$0")/.."

trunk_version=0.21.14
wasm_target=wasm32-unknown-unknown

there() { printf '  there    %s\n' "$1"; }
install() { printf '  install  %s\n' "$1"; }
fail() {
  printf 'setup: %s\n' "$1" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# apt_install PACKAGE WHY
apt_install() {
  has apt-get || fail "$2, and there is no apt-get here to install $1 with."
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo || fail "$2; run 'apt-get install $1' as root."
    sudo=(sudo)
  fi
  install "$1, with apt"
  "${sudo[@]}" apt-get -qq update >/dev/null &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "$1" >/dev/null ||
    fail "$2, and apt could not install $1."
}

rust() {
  has cargo || fail "Rust is needed: install it from https://rustup.rs."
  has cc || apt_install build-essential "Rust needs a C linker"
  if [ -d "$(rustc --print sysroot)/lib/rustlib/$wasm_target" ]; then
    there "Rust's $wasm_target target"
  else
    has rustup || fail "Rust's $wasm_target target is missing, and there is no rustup to add it with."
    install "Rust's $wasm_target target, with rustup"
    rustup --quiet target add "$wasm_target" || fail "rustup could not add the target $wasm_target."
  fi
  if cargo fetch --locked --offline --quiet 2>/dev/null; then
    there "the Rust packages"
  else
    install "the Rust packages that Cargo.lock names, with cargo"
    cargo fetch --locked --quiet || fail "cargo could not fetch the packages that Cargo.lock names."
  fi
}

rust_lints() {
  # Asked to run, since rustup leaves a command for each in any case.
  if cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; then
    there "clippy and rustfmt"
  else
    has rustup || fail "clippy or rustfmt is missing, and there is no rustup to add them with."
    install "clippy and rustfmt, with rustup"
    rustup --quiet component add clippy rustfmt || fail "rustup could not add clippy and rustfmt."
  fi
}

# compiled COMMAND PACKAGE VERSION MINUTES [--locked]
compiled() {
  local command=$1 package=$2 version=$3 minutes=$4
  shift 4
  if [ "$("$command" --version 2>/dev/null)" = "$command $version" ]; then
    there "$command $version"
    return
  fi
  install "$command $version, compiled from source (about $minutes)"
  # Neither has much to do: a faster compilation is worth more than a faster tool.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
    cargo install --quiet --root "$TOOLS" "$package" --version "$version" "$@" ||
    fail "cargo could not install $package $version."
}

locked_version() {
  grep -A 1 "^name = \"$1\"$" Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p'
}

node_packages() {
  has node && has npm || fail "Node 20 or newer, with npm, is needed: install it from https://nodejs.org."
  [ "$(node --print 'parseInt(process.versions.node)')" -ge 20 ] ||
    fail "Node 20 or newer is needed, and this is $(node --version)."
  if cmp -s package-lock.json node_modules/.installed-from; then
    there "wasm-opt, Playwright and axe"
  else
    install "wasm-opt, Playwright and axe, with npm"
    npm ci --silent --no-audit --no-fund || fail "npm could not install what package-lock.json names."
    cp package-lock.json node_modules/.installed-from
  fi
}

chromium() {
  local browser
  if ! browser=$(node tests/browser/chromium.mjs); then
    [ -z "${CHROMIUM-}" ] || fail "CHROMIUM is set to $CHROMIUM, which is no program."
    apt_install chromium "The browser tests need Chromium (or Chrome: set CHROMIUM to its path)"
    browser=$(node tests/browser/chromium.mjs) || fail "apt's chromium has no command that starts it: set CHROMIUM to its path."
  fi
  there "$browser"
}

page() {
  rust
  compiled trunk trunk "$trunk_version" "3 minutes" --locked
  # wasm-bindgen must be the same version on both sides. Not --locked: the lock of a release can name a withdrawn package.
  compiled wasm-bindgen wasm-bindgen-cli "$(locked_version wasm-bindgen)" "1 minute"
  node_packages
}

case ${1-} in
  page) page ;;
  tests)
    page
    rust_lints
    chromium
    ;;
  *) fail "say 'page' or 'tests'." ;;
esac
