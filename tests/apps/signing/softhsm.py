"""Tokens of SoftHSM for tests: a PKCS#11 library of Debian, with tokens in a folder of the test run."""

import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11.util.ec import encode_named_curve_parameters

PIN: Final = "481516"
_PLACES: Final = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
LIBRARY: Final = next((place for place in _PLACES if Path(place).exists()), "")
MISSING: Final = "*** NOT TESTED: keys in a PKCS#11 token (apt-get install softhsm2)"


@cache
def configured(folder: Path) -> None:
    """SoftHSM keeps its tokens in this folder from now on; it reads where only once in a process."""
    (folder / "tokens").mkdir()
    file = folder / "softhsm2.conf"
    file.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(file)


def blank_token(label: str) -> None:
    """Make a token without keys, though there be one of that name."""
    made = ("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "12345678")
    subprocess.run(made, check=True, capture_output=True)
    # SoftHSM looks for tokens when it starts.
    pkcs11.lib(LIBRARY).reinitialize()


def token(label: str, *keys: str, curve: str = "secp256r1") -> ec.EllipticCurvePublicKey:
    """Make a token with these keys and return the public half of the last."""
    blank_token(label)
    point = b""
    with pkcs11.lib(LIBRARY).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        parameters = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(curve)}
        domain = session.create_domain_parameters(pkcs11.KeyType.EC, parameters, local=True)
        for key in keys:
            public, _private = domain.generate_keypair(store=True, label=key)
            point = public[pkcs11.Attribute.EC_POINT]
    # An octet string in DER: two bytes before the point.
    chosen = ec.SECP256R1() if curve == "secp256r1" else ec.SECP384R1()
    return ec.EllipticCurvePublicKey.from_encoded_point(chosen, point[2:])
