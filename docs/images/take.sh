#!/usr/bin/env bash
# Takes the pictures of the README anew from the example site, so that they stay true.
# Needs Chromium and Poppler; `make pictures` calls it with inforce on the path.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

inforce build --out "$work/build" --audience public
inforce evidence --output "$work/build/public/evidence" --format html
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 -m http.server --bind 127.0.0.1 --directory "$work/build/public" "$port" >/dev/null 2>&1 &
server=$!
for _ in $(seq 50); do
  (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break
  sleep 0.1
done

page() { # name, width and height, address
  "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars \
    --no-first-run --disable-background-networking --user-data-dir="$work/profile" \
    --window-size="$2" --virtual-time-budget=4000 \
    --screenshot="docs/images/$1.png" "http://127.0.0.1:$port/$3" >/dev/null 2>&1
}

page product-page 1440,1700 products/hx-120/
page revision-page 1440,1700 products/pt-30/r/2/
page search-page 1440,1500 "search/?q=hx"
page compare-page 1440,1500 "compare/?p=hx-110,hx-120,hx-160"
page home-page 1440,1180 ru/
page evidence-pack 1200,1010 evidence/

# The page of the pump that everything in the manual is about.
catalogue="$work/build/public/downloads/catalogue-en.pdf"
number=$(python3 - "$catalogue" <<'PYTHON'
import sys
from pypdf import PdfReader

pages = PdfReader(sys.argv[1]).pages
print(next(n for n, page in enumerate(pages, 1) if "HX120-CE-230" in page.extract_text()))
PYTHON
)
pdftoppm -r 110 -png -singlefile -f "$number" -l "$number" "$catalogue" docs/images/catalogue-page
ls -l docs/images/*.png
