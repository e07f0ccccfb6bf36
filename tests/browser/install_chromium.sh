#!/bin/sh
# Bring a Chromium for the browser tests where there is none: from Debian's packages, else through Playwright.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
if "$1/python" -m playwright install chromium; then exit 0; fi
echo "The browser tests need Chromium: install it (Debian or Ubuntu: sudo apt-get install chromium), then try again."
exit 1
