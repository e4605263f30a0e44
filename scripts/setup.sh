#!/usr/bin/env bash
# Set-up: system packages where it may install them, one Python environment in .venv/, quick when nothing changed.
#
#   scripts/setup.sh             what `make run` needs
#   scripts/setup.sh --dev       the same, and what `make test` and `make check` need
#   scripts/setup.sh --packages  print every system package it may install, and stop
#
# The one place that names system packages: the Makefile and the Dockerfile only call it.
# Only a missing Python stops it. Without Tesseract the service reads with the reader that needs
# no system package, so every other trouble is one sentence, and set-up goes on.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
cd -- "$root"
venv=.venv

python_packages=(python3 python3-venv)
tesseract_packages=(tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng)
# What the sample papers are drawn with; the service itself needs no fonts of the system.
font_packages=(fonts-noto-cjk fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-uming fonts-arphic-ukai
               fonts-wqy-microhei fonts-wqy-zenhei fonts-babelstone-han fonts-lxgw-wenkai)
font_files=(opentype/noto/NotoSansCJK-Regular.ttc opentype/noto/NotoSerifCJK-Bold.ttc truetype/wqy/wqy-microhei.ttc
            truetype/wqy/wqy-zenhei.ttc truetype/arphic/uming.ttc truetype/arphic/ukai.ttc
            truetype/arphic-gbsn00lp/gbsn00lp.ttf truetype/arphic-gkai00mp/gkai00mp.ttf
            truetype/babelstone/BabelStoneHan.ttf truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf)
test_packages=(git postgresql chromium "${font_packages[@]}")

mode=run
case "${1:-}" in
  "") ;;
  --dev) mode=dev ;;
  --packages) printf '%s\n' "${python_packages[@]}" "${tesseract_packages[@]}" "${test_packages[@]}"; exit 0 ;;
  *) echo "scripts/setup.sh: $1 is no option of it; allowed: --dev, --packages" >&2; exit 2 ;;
esac

# A home that is missing or cannot be written is no reason to stop; pip then keeps no cache.
if [ ! -w "${HOME:-/nonexistent}" ]; then
  export HOME=$root/$venv PIP_NO_CACHE_DIR=1
fi

say() { printf '%s\n' "$*" >&2; }
log=$(mktemp)
trap 'rm -f -- "$log"' EXIT

# --- what is there ---------------------------------------------------------------------------

find_python() {
  local name
  for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return 0; fi
  done
  return 1
}

has_venv() { local python; python=$(find_python) && "$python" -c 'import ensurepip, venv' 2>/dev/null; }

has_tesseract() {
  local languages
  languages=$(tesseract --list-langs 2>/dev/null) || return 1
  grep -qx chi_sim <<<"$languages" && grep -qx eng <<<"$languages"
}

has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }

has_fonts() { local file; for file in "${font_files[@]}"; do [ -f "/usr/share/fonts/$file" ] || return 1; done; }

has_chromium() {
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || has_own_chromium
}

has_own_chromium() {
  compgen -G "$venv/lib/python3*/site-packages/playwright/driver/package/.local-browsers/chromium*" >/dev/null
}

missing_packages() {
  is_sound || has_venv || printf '%s\n' "${python_packages[@]}"
  has_tesseract || printf '%s\n' "${tesseract_packages[@]}"
  [ "$mode" = dev ] || return 0
  command -v git >/dev/null || echo git
  has_postgresql || echo postgresql
  has_fonts || printf '%s\n' "${font_packages[@]}"
  has_chromium || echo chromium
}

# A folder that was moved, or whose Python went with a system upgrade, is not sound and is made anew.
is_sound() {
  "$venv/bin/python" -c 'import pip' 2>/dev/null && [ "$(cat "$venv/.place" 2>/dev/null || echo "$root")" = "$root" ]
}

# --- system packages -------------------------------------------------------------------------

# Prints the words that run a command as root; fails where nobody can be asked for a password.
as_root() {
  if [ "$(id -u)" = 0 ]; then echo env
  elif ! command -v sudo >/dev/null; then return 1
  elif sudo -n true 2>/dev/null; then echo sudo -n env
  elif [ -t 0 ] && [ -t 2 ]; then echo sudo env
  else return 1
  fi
}

apt_get() {
  $(as_root) DEBIAN_FRONTEND=noninteractive timeout 900 apt-get -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=120 -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 \
    "$@" </dev/null >>"$log" 2>&1
}

install_packages() {
  local wanted=()
  command -v apt-get >/dev/null && as_root >/dev/null || return 0
  for name in "$@"; do
    # Ubuntu's chromium is a snap, which neither a container nor root can start.
    [ "$name" = chromium ] && grep -qsx 'ID=ubuntu' /etc/os-release || wanted+=("$name")
  done
  [ ${#wanted[@]} != 0 ] || return 0
  say "Installing system packages: ${wanted[*]}"
  apt_get install "${wanted[@]}" || { apt_get update || true; apt_get install "${wanted[@]}"; } || true
}

# What could not be installed is tried again after an hour, so that `make` stays quick without a network.
tried_lately() { [ -n "$(find "$venv/.tried" -mmin -60 2>/dev/null)" ] && [ "$(<"$venv/.tried")" = "$*" ]; }

report_missing() {
  local left="$*" consequence="set-up goes on without them"
  if [ -z "$left" ]; then rm -f -- "$venv/.tried"; return; fi
  tried_lately "$left" || echo "$left" >"$venv/.tried"
  has_tesseract || consequence="until then Dossier reads with rapidocr, which needs none"
  [ "$mode" = run ] || consequence+="; the tests that need them fail"
  say "These system packages are missing: $left — install them as root with 'apt-get install $left'; $consequence."
}

# --- the Python environment ------------------------------------------------------------------

# Prints a pip wheel: the distribution's, fetched and unpacked without root where it is not installed.
pip_wheel() {
  local folder=$venv/.pip wheels=usr/share/python-wheels
  if ! compgen -G "/$wheels/pip-*.whl" >/dev/null; then
    mkdir -p "$folder"
    (cd "$folder" && timeout 120 apt-get -qq download python3-pip-whl && dpkg-deb -x python3-pip-whl_*.deb .) >>"$log" 2>&1
  fi
  compgen -G "/$wheels/pip-*.whl" || compgen -G "$folder/$wheels/pip-*.whl"
}

new_environment() {
  local python wheel
  rm -rf -- "$venv"
  python=$(find_python) || return 1
  "$python" -m venv "$venv" >>"$log" 2>&1 && return 0
  rm -rf -- "$venv"
  "$python" -m virtualenv "$venv" >>"$log" 2>&1 && return 0
  "$python" -m venv --without-pip "$venv" >>"$log" 2>&1 && wheel=$(pip_wheel) \
    && "$venv/bin/python" "$wheel/pip" install --no-index "$wheel" >>"$log" 2>&1 && rm -rf -- "$venv/.pip"
}

install_python_packages() {
  local project=.
  [ "$mode" = dev ] && project='.[dev]'
  say "Installing Python packages into $venv (some minutes the first time) …"
  # By environment, not by -c, the constraints hold for what builds a package as well.
  PIP_CONSTRAINT=constraints.txt "$venv/bin/python" -m pip --disable-pip-version-check --no-input --quiet install -e "$project"
}

fingerprint() {
  { echo "$root"; "$venv/bin/python" -VV; cat pyproject.toml constraints.txt scripts/setup.sh; } 2>/dev/null | sha256sum
}

set_up_python() {
  local stamp=$venv/.set-up want
  is_sound || new_environment || {
    say "Python 3.11 or newer with its venv module is missing — as root run 'apt-get install ${python_packages[*]}', then call make again."
    exit 1
  }
  echo "$root" >"$venv/.place"
  want=$(fingerprint)
  grep -qsxF -e "$want dev" -e "$want $mode" "$stamp" && return 0
  install_python_packages || {
    say "The Python packages could not be installed (the lines above say why); without a network, point PIP_FIND_LINKS at a folder of wheels. Then call make again."
    exit 1
  }
  echo "$want $mode" >"$stamp"
}

fetch_chromium() {
  local words=(install chromium)
  [ "$(id -u)" = 0 ] && words=(install --with-deps chromium)
  say "Fetching Chromium for the browser tests"
  PLAYWRIGHT_BROWSERS_PATH=0 timeout 300 "$venv/bin/playwright" "${words[@]}" </dev/null >>"$log" 2>&1 || true
}

# Song, Hei, Kai and Fang for the bench's papers, unpacked from a package that would bring a typesetter along.
fetch_fandol() {
  local folder=$venv/fonts
  [ ! -d "$folder" ] && command -v dpkg-deb >/dev/null || return 0
  mkdir -p "$folder"
  (cd "$folder" && timeout 300 apt-get -qq download texlive-lang-chinese \
    && dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar -x --strip-components=9 --wildcards '*/fandol/*.otf'
    rm -f texlive-lang-chinese_*.deb) </dev/null >>"$log" 2>&1 \
    || say "The Fandol fonts could not be fetched: papers are drawn with fewer typefaces."
}

# One set-up at a time: two terminals may call make at once.
exec 9<"$root/scripts/setup.sh"
command -v flock >/dev/null && flock 9

mapfile -t missing < <(missing_packages)
tried_lately "${missing[*]}" || install_packages "${missing[@]}"
set_up_python
if [ "$mode" = dev ] && ! has_chromium && ! tried_lately "${missing[*]}"; then fetch_chromium; fi
[ "$mode" != dev ] || fetch_fandol
mapfile -t missing < <(missing_packages)
report_missing "${missing[*]}"
