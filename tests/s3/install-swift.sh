#!/bin/sh
# Puts OpenStack Swift with its S3 interface on a Debian or Ubuntu machine, for `npm run test:s3`. Run it as root, once.
# The tests start servers of their own in a folder that is gone afterwards; no service of the machine is used or changed.
set -eu

if [ -x /usr/bin/swift-proxy-server ] && [ -x /usr/bin/swift-object-server ] && command -v memcached >/dev/null; then
  echo "swift is installed"
  exit 0
fi
if [ "$(id -u)" != 0 ]; then
  echo "run this as root: it installs packages" >&2
  exit 1
fi
# What is installed must not start by itself.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d.congtam
chmod 755 /usr/sbin/policy-rc.d.congtam
had_policy=no
if [ -e /usr/sbin/policy-rc.d ]; then had_policy=yes; else mv /usr/sbin/policy-rc.d.congtam /usr/sbin/policy-rc.d; fi
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends swift swift-proxy swift-account swift-container swift-object memcached
if [ "$had_policy" = no ]; then rm -f /usr/sbin/policy-rc.d; fi
rm -f /usr/sbin/policy-rc.d.congtam
echo "swift is installed"
