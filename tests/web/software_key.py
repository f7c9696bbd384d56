"""A security key in software: makes credentials and signs challenges as a key of hardware does (WebAuthn level 2)."""

import json
import os
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
Options = dict[str, dict[str, object]]


class SoftwareKey:
    """One credential for one host, at one origin."""

    def __init__(self, origin: str = "https://testserver") -> None:
        """Make the pair of keys."""
        self.origin = origin
        self.host = origin.split("//")[1].partition(":")[0]
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.identity = os.urandom(16)

    def client(self, kind: str, options: Options) -> bytes:
        """What the browser says of the ceremony."""
        said = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def create(self, options: Options) -> str:
        """The answer to creation options, as the form carries it."""
        public = ES256.from_cryptography_key(self.secret.public_key())
        held = AttestedCredentialData.create(b"\0" * 16, self.identity, public)
        flags = PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT
        made = AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, 0, held)
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(made)})
        client = self.client("webauthn.create", options)
        return self.answer(clientDataJSON=client, attestationObject=attested)

    def get(self, options: Options) -> str:
        """The answer to request options, as the form carries it."""
        made = bytes(AuthenticatorData.create(sha256(self.host.encode()).digest(), PRESENT_AND_VERIFIED, 1))
        client = self.client("webauthn.get", options)
        signature = self.secret.sign(made + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(clientDataJSON=client, authenticatorData=made, signature=signature)

    def answer(self, **parts: bytes) -> str:
        """The credential in JSON."""
        identity = websafe_encode(self.identity)
        response = {name: websafe_encode(part) for name, part in parts.items()}
        said = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        return json.dumps(said | {"clientExtensionResults": {}, "authenticatorAttachment": "cross-platform"})
