"""Whether an SSH server is the one that it was: its key stands in a ``known_hosts`` of OpenSSH.

fsspec connects by paramiko, which asks its policy about the key before it tells the server who
we are. By default that takes every key.
"""

from __future__ import annotations

from pathlib import Path
from typing import final

from paramiko import HostKeys, MissingHostKeyPolicy, PKey, SSHClient
from paramiko.hostkeys import InvalidHostKey

from inforce.domain.errors import InforceError

_FILES = ("~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts")


@final
class KnownHosts(MissingHostKeyPolicy):
    """Takes the key that is known for a server, and no other."""

    def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:
        """Raise InforceError unless ``key`` is known for ``hostname``.

        ``hostname`` is written as in ``known_hosts``: ``host``, or ``[host]:port``.
        """
        known = _known()
        if known.check(hostname, key):
            return
        client.close()
        shown = f"{key.get_name()} {key.fingerprint}"
        if hostname in known:
            raise InforceError(
                f"{hostname} shows the key {shown}, and another is known for it: it is not the "
                f"server that it was, or its keys were changed. Ask who runs it; if that is its "
                f"key, ssh-keygen -R '{hostname}' and connect once with ssh"
            )
        raise InforceError(
            f"{hostname} is not in ~/.ssh/known_hosts. It shows the key {shown}: hold that against "
            "what who runs it says, and connect once with ssh, or add a line by ssh-keyscan"
        )


def _known() -> HostKeys:
    known = HostKeys()
    for name in _FILES:
        file = Path(name).expanduser()
        try:
            known.load(str(file))
        except FileNotFoundError:
            continue
        except (OSError, ValueError, InvalidHostKey) as error:
            raise InforceError(f"{file} cannot be read: {error}") from error
    return known
