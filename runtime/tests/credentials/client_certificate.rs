//! `ClientCertificate`: the service verifies the assertion.

use crate::server::{Answer, Asked, Server};
use crate::transport::Hasty;
use crate::{call, client};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use graphwright_runtime::ClientCertificate;
use ring::signature::{KeyPair, RSA_PSS_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use serde_json::Value;

const KEY: &str = include_str!("../fixtures/test-only-key.pem");
const PKCS1_KEY: &str = include_str!("../fixtures/test-only-key-pkcs1.pem");
const ENCRYPTED_KEY: &str = include_str!("../fixtures/test-only-key-encrypted.pem");
const CERTIFICATE: &str = include_str!("../fixtures/test-only-certificate.pem");
const OTHER_CERTIFICATE: &str = include_str!("../fixtures/test-only-other-certificate.pem");

/// The SHA-256 fingerprint of the certificate, as OpenSSL shows it.
const FINGERPRINT: &str = "3BE6C34992274F50E37C66FCEA70FC2005EA0A948E74CEAE9E532A37F2E5EFD6";

fn decoded(part: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(part).expect("base64url without padding")
}

/// The header and the claims of an assertion with a valid signature.
fn verified(assertion: &str) -> [Value; 2] {
    let (message, signature) = assertion.rsplit_once('.').expect("a signature");
    let key = PrivatePkcs8KeyDer::from_pem_slice(KEY.as_bytes()).expect("a key");
    let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).expect("an RSA key");
    let public = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key.public_key().as_ref());
    public.verify(message.as_bytes(), &decoded(signature)).expect("the signature of the key");
    let (header, claims) = message.split_once('.').expect("two parts");
    [header, claims].map(|it| serde_json::from_slice(&decoded(it)).expect("JSON"))
}

fn assertion(asked: &Asked) -> [Value; 2] {
    let fields: Vec<&str> = asked.fields.keys().map(String::as_str).collect();
    assert_eq!(fields, ["client_assertion", "client_assertion_type", "client_id", "grant_type", "scope"]);
    assert_eq!(asked.fields["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assert_eq!(asked.fields["grant_type"], "client_credentials");
    verified(&asked.fields["client_assertion"])
}

#[tokio::test]
async fn the_assertion_is_signed_and_as_documented() {
    // It expires immediately, so that the second request needs a new one.
    let token = serde_json::json!({"access_token": "t", "expires_in": 0});
    let server = Server::new(move |_, _| Answer::new(200, &token)).await;
    // The certificate of another key is ignored.
    let pem = [OTHER_CERTIFICATE, KEY, CERTIFICATE].concat();
    let credential = ClientCertificate::from_pem("contoso.example", "app-id", pem).expect("a credential");
    let client = client(&server, &Hasty::new(), credential);
    call(&client).await.expect("a response");
    call(&client).await.expect("a response");

    let [first, second] = <[Asked; 2]>::try_from(server.asked()).expect("two requests").map(|it| assertion(&it));
    let [header, claims] = first;
    assert_eq!(header["alg"], "PS256");
    assert_eq!(header["typ"], "JWT");
    let thumbprint = decoded(header["x5t#S256"].as_str().expect("text"));
    let thumbprint: String = thumbprint.iter().map(|it| format!("{it:02X}")).collect();
    assert_eq!(thumbprint, FINGERPRINT);

    assert_eq!(claims["aud"], format!("{}/contoso.example/oauth2/v2.0/token", server.url));
    assert_eq!((&claims["iss"], &claims["sub"]), (&"app-id".into(), &"app-id".into()));
    let time = |name: &str| claims[name].as_i64().expect("a time");
    let now = jiff::Timestamp::now().as_second();
    assert!((now - 60..=now).contains(&time("nbf")), "{claims}");
    assert_eq!(time("exp") - time("nbf"), 600);
    assert_ne!(claims["jti"], second[1]["jti"]);
}

#[test]
fn keys_and_certificates_come_in_several_forms() {
    for key in [KEY, PKCS1_KEY] {
        let pem = [key, CERTIFICATE].concat();
        ClientCertificate::from_pem("common", "app-id", pem).expect("a credential");
        let key = rustls_pki_types::PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).expect("a certificate");
        ClientCertificate::from_der("common", "app-id", key.secret_der(), &certificate).expect("a credential");
    }
}

#[test]
fn what_cannot_be_used_is_told() {
    let cases = [
        (String::new(), "there is no private key in PEM format"),
        (CERTIFICATE.to_owned(), "there is no private key in PEM format"),
        ([ENCRYPTED_KEY, CERTIFICATE].concat(), "the private key is encrypted: decrypt it first"),
        (KEY.to_owned(), "there is no certificate"),
        ([KEY, OTHER_CERTIFICATE].concat(), "the certificate belongs to another private key"),
        (KEY.replace("MII", "MIA"), "the private key cannot be used: "),
    ];
    for (pem, expected) in cases {
        let err = ClientCertificate::from_pem("common", "app-id", pem).expect_err("it cannot be used");
        assert!(err.to_string().starts_with(expected), "{err}");
    }
    assert!(ClientCertificate::from_der("common", "app-id", b"key", b"certificate").is_err());
}
